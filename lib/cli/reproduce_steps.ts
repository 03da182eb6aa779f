import { CATEGORY_STEPS } from "./reproduce_categories.ts";
import { JUDGE_STEPS } from "./reproduce_judges.ts";
import { LABEL_STEPS } from "./reproduce_labels.ts";
import { POSITION_STEPS } from "./reproduce_positions.ts";
import { RANKING_STEP } from "./reproduce_rankings.ts";
import { SAMPLING_STEPS } from "./reproduce_sampling.ts";
import type { Step } from "./reproduce_step.ts";
import { WHOLE_STEP } from "./reproduce_whole.ts";

/** All parts of the reproduction, in the order of the report. */
export const STEPS: readonly Step[] = [
  ...POSITION_STEPS,
  ...CATEGORY_STEPS,
  RANKING_STEP,
  ...JUDGE_STEPS,
  ...LABEL_STEPS,
  ...SAMPLING_STEPS,
  WHOLE_STEP,
];
