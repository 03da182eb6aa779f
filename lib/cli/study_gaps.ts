import type { StudyRun } from "../pipeline/run_study.ts";
import { type ExportTable, exportTable } from "../study/export.ts";

/**
 * The tables of a study about its spec: its clauses, the gaps found, the surest first, and what each gap rests on, one
 * row per judgement. No table where the config asks for no check.
 *
 * @example
 * ```ts ignore
 * const { findings, evidence } = gapTables(run);
 * ```
 */
export function gapTables(
  { compliance, queries }: Pick<StudyRun, "compliance" | "queries">,
): Record<string, ExportTable> {
  if (!compliance) return {};
  const { spec, diagnosis: { findings } } = compliance;
  const textOf = new Map(queries.map(({ id, text }) => [id, text]));
  return {
    clauses: exportTable(
      {
        clause: "text",
        title: "text",
        authority: "text",
        parent: "text",
        text: "text",
      },
      spec.clauses.map(({ id, title, authority, parent, text }) => ({
        clause: id,
        title,
        authority,
        parent,
        text,
      })),
    ),
    findings: exportTable(
      {
        finding: "integer",
        kind: "text",
        clauses: "text",
        topic: "text",
        shows_in: "number",
        low: "number",
        high: "number",
        usual: "number",
        p_adjusted: "number",
        stands_out: "boolean",
        cases: "integer",
        pairs: "integer",
        queries: "integer",
      },
      findings.map(({ kind, clauses, topic, score, baseline, queries, ...found }, i) => ({
        finding: i + 1,
        kind,
        clauses: ids(clauses),
        topic,
        shows_in: score.estimate,
        low: score.low,
        high: score.high,
        usual: baseline,
        p_adjusted: found.pAdjusted,
        stands_out: found.standsOut,
        cases: score.n,
        pairs: score.clusters,
        queries: queries.length,
      })),
    ),
    evidence: exportTable(
      {
        finding: "integer",
        query: "text",
        pair: "text",
        text: "text",
        disagreement: "number",
        model: "text",
        sample: "integer",
        judge: "text",
        decision: "text",
        clauses: "text",
        quotes: "text",
        reasoning: "text",
        value1: "number",
        value2: "number",
      },
      findings.flatMap(({ evidence }, i) =>
        evidence.flatMap(({ query, pair, disagreement, words }) =>
          words.map(({ model, sample, judge, decision, clauses, reasoning, value1, value2 }) => ({
            finding: i + 1,
            query,
            pair,
            text: textOf.get(query) ?? null,
            disagreement,
            model,
            sample,
            judge,
            decision,
            clauses: ids(clauses.map(({ id }) => id)),
            quotes: clauses.map(({ quote }) => quote).filter((quote) => quote !== null).join(" … "),
            reasoning,
            value1,
            value2,
          }))
        )
      ),
    ),
  };
}

function ids(clauses: readonly string[]): string {
  return clauses.map((id) => `#${id}`).join(" ");
}
