import type { StudyRun } from "../pipeline/run_study.ts";
import type { ExportRow } from "../study/export.ts";

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
): Record<string, ExportRow[]> {
  if (!compliance) return {};
  const { spec, diagnosis: { findings } } = compliance;
  const textOf = new Map(queries.map(({ id, text }) => [id, text]));
  return {
    clauses: spec.clauses.map(({ id, title, authority, parent, text }) => ({
      clause: id,
      title,
      authority,
      parent,
      text,
    })),
    findings: findings.map(({ kind, clauses, topic, score, baseline, queries, ...found }, i) => ({
      finding: i + 1,
      kind,
      clauses: ids(clauses),
      topic,
      shows_in: score.estimate,
      low: score.low,
      high: score.high,
      usual: baseline,
      // NaN is no cell.
      p_adjusted: Number.isNaN(found.pAdjusted) ? null : found.pAdjusted,
      stands_out: found.standsOut,
      cases: score.n,
      pairs: score.clusters,
      queries: queries.length,
    })),
    evidence: findings.flatMap(({ evidence }, i) =>
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
  };
}

function ids(clauses: readonly string[]): string {
  return clauses.map((id) => `#${id}`).join(" ");
}
