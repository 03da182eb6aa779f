/**
 * The prompts of scoring.
 *
 * @module
 */
import type { PromptRecord } from "../../generation/prompt.ts";
import { complyPrompt } from "./comply.ts";
import { expressPrompt } from "./express.ts";
import { fitPrompt } from "./fit.ts";
import { positionPrompt } from "./position.ts";
import { respondPrompt } from "./respond.ts";
import { responseTypePrompt } from "./response_type.ts";
import { rubricPrompt } from "./rubric.ts";
import { topicsPrompt } from "./topics.ts";

export { type Fit, FITS } from "./fit.ts";
export { REJECTIONS, RESPONSE_TYPES, type ResponseType } from "./response_type.ts";
export { type Topic, TOPICS } from "./topics.ts";
export {
  complyPrompt,
  expressPrompt,
  fitPrompt,
  positionPrompt,
  respondPrompt,
  responseTypePrompt,
  rubricPrompt,
  topicsPrompt,
};

/** All prompts of scoring. */
export const scoringPrompts: readonly PromptRecord[] = [
  respondPrompt,
  rubricPrompt,
  positionPrompt,
  topicsPrompt,
  responseTypePrompt,
  fitPrompt,
  expressPrompt,
  complyPrompt,
];
