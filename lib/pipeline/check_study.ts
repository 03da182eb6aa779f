import { resolve } from "node:path";
import type { PositionRow } from "../analysis/rows.ts";
import { type ComplianceRow, complianceRows } from "../scoring/compliance_rows.ts";
import { judgeCompliance } from "../scoring/judge_compliance.ts";
import type { Spec } from "../spec/clause.ts";
import { diagnose, type Diagnosis } from "../spec/diagnosis.ts";
import { readSpec } from "../spec/read.ts";
import { categoryTopic } from "../spec/silence.ts";
import type { Verdict } from "../study/verdict.ts";
import type { HighContext } from "./high_context.ts";
import type { QueryRow } from "./query_rows.ts";

/** What came of checking responses against a spec. */
export interface StudyCompliance {
  readonly spec: Spec;
  readonly verdicts: readonly Verdict[];
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
  positions: readonly PositionRow[],
): Promise<StudyCompliance | null> {
  if (!config.spec || !config.complianceJudges) return null;
  const spec = await readSpec(resolve(folder, config.spec));
  const models = new Set(config.complianceModels ?? config.panel.map((model) => model.key));
  const verdicts = await judgeCompliance(engine, {
    spec: { text: spec.source, clauses: spec.clauses },
    scenarios,
    responses: responses.filter((response) => models.has(response.model)),
    judges: config.complianceJudges,
  });
  const disagreement = new Map(
    queries.flatMap((row) => row.disagreement === null ? [] : [[row.query, row.disagreement]]),
  );
  const pairs = scenarios.map((scenario) => scenario.pair);
  const diagnosis = diagnose({ spec, verdicts, disagreement, positions }, {
    topicOf: categoryTopic(pairs),
    high: config.highDisagreement,
  });
  return { spec, verdicts, rows: complianceRows(verdicts), diagnosis };
}
