import { judgeCompliance } from "../scoring/judge_compliance.ts";
import { placeResponses, type PositionCells } from "../scoring/place_responses.ts";
import type { RecallingEngine } from "../scoring/recall.ts";
import { respond } from "../scoring/respond.ts";
import type { ResponseRows } from "../scoring/response_rows.ts";
import type { VerdictRows } from "../scoring/verdict_rows.ts";
import type { RubricCell } from "../scoring/write_rubrics.ts";
import type { Spec } from "../spec/clause.ts";
import type { StudyConfig } from "../study/config.ts";
import type { ModelRef } from "../study/model_ref.ts";
import type { Query, Scenario } from "../study/scenario.ts";

/** What is asked under each revision of a spec. */
export interface RepairAsks {
  readonly config: StudyConfig;
  readonly scenarios: readonly Scenario[];
  readonly rubrics: readonly RubricCell[];
  readonly queries: readonly Query[];
  /** The models that are given the spec as their system prompt. */
  readonly models: readonly ModelRef[];
  readonly judges: readonly ModelRef[];
}

/** What models and judges made of one revision of a spec. */
export interface RepairSide {
  readonly responses: ResponseRows;
  readonly positions: PositionCells;
  readonly verdicts: VerdictRows;
}

/**
 * Asks models with a spec as their system prompt, has the responses placed on the study's rubrics, and has judges
 * check them against that spec.
 *
 * @param name Which revision it is, for the progress display.
 */
export async function askUnderSpec(
  engine: RecallingEngine,
  spec: Spec,
  name: string,
  { config, scenarios, rubrics, queries, models, judges }: RepairAsks,
): Promise<RepairSide> {
  const responses = await respond(engine, queries, models, {
    samples: config.samples,
    spec: spec.source,
    label: `responses ${name}`,
  });
  const positions = await placeResponses(engine, {
    scenarios,
    rubrics,
    responses,
    judges: config.positionJudges,
    repeats: config.positionRepeats,
    mode: config.positionMode,
    seed: config.seed,
  });
  const verdicts = await judgeCompliance(engine, {
    spec: { text: spec.source, clauses: spec.clauses },
    scenarios,
    responses,
    judges,
  });
  return { responses, positions, verdicts };
}
