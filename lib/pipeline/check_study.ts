import { resolve } from "node:path";
import type { PositionRow } from "../analysis/rows.ts";
import { type ComplianceRow, complianceRows } from "../scoring/compliance_rows.ts";
import { judgeCompliance } from "../scoring/judge_compliance.ts";
import type { Rows } from "../scoring/rows.ts";
import type { VerdictRows } from "../scoring/verdict_rows.ts";
import type { Spec } from "../spec/clause.ts";
import { diagnose, type Diagnosis } from "../spec/diagnosis.ts";
import { readSpec } from "../spec/read.ts";
import { categoryTopic } from "../spec/silence.ts";
import { evidenceWords } from "./evidence_words.ts";
import type { HighContext } from "./high_context.ts";
import type { QueryRow } from "./query_rows.ts";

/** What came of checking responses against a spec. */
export interface StudyCompliance {
  readonly spec: Spec;
  readonly verdicts: VerdictRows;
  /** One row per response: what the judges together say. */
  readonly rows: readonly ComplianceRow[];
  /** The clauses to mend, the surest first. */
  readonly diagnosis: Diagnosis;
}

/**
 * Has the config's judges check the responses to queries of high disagreement against its spec, and finds the
 * clauses to mend.
 *
 * @param queries Rows of all queries, for their disagreement and categories.
 * @param positions One row per query and model.
 */
export async function checkStudy(
  { config, folder, engine, scenarios, responses }: HighContext,
  queries: readonly QueryRow[],
  positions: Rows<PositionRow>,
): Promise<StudyCompliance | null> {
  if (!config.spec || !config.complianceJudges) return null;
  const spec = await readSpec(resolve(folder, config.spec));
  const models = new Set(config.complianceModels ?? config.panel.map((model) => model.key));
  const verdicts = await judgeCompliance(engine, {
    spec: { text: spec.source, clauses: spec.clauses },
    scenarios,
    responses: responses.where((_, model) => models.has(model)),
    judges: config.complianceJudges,
  });
  const disagreement = new Map(
    queries.flatMap((row) => row.disagreement === null ? [] : [[row.query, row.disagreement]]),
  );
  const pairs = scenarios.map((scenario) => scenario.pair);
  const checked = new Set(responses.queryNames.all);
  const diagnosis = diagnose({
    spec,
    verdicts,
    disagreement,
    positions: positions.filter((row) => checked.has(row.query)),
  }, { topicOf: categoryTopic(pairs), high: config.highDisagreement });
  return {
    spec,
    verdicts,
    rows: rowsOf(verdicts),
    diagnosis: await evidenceWords(engine, verdicts, diagnosis),
  };
}

/** One row per response, made of few verdicts at a time. */
function rowsOf(verdicts: VerdictRows): ComplianceRow[] {
  const step = 1_000 * verdicts.judges.length;
  const rows: ComplianceRow[] = [];
  for (let start = 0; start < verdicts.length; start += step) {
    rows.push(...complianceRows(verdicts.slice(start, start + step)));
  }
  return rows;
}
