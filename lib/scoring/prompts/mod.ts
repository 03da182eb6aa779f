/**
 * The prompts of scoring, and the list of all prompts for a manifest.
 *
 * @module
 */
import type { PromptRecord } from "../../generation/prompt.ts";
import { generationPrompts } from "../../generation/prompts/mod.ts";
import { positionPrompt } from "./position.ts";
import { respondPrompt } from "./respond.ts";
import { rubricPrompt } from "./rubric.ts";

export { positionPrompt, respondPrompt, rubricPrompt };

/** All prompts of scoring. */
export const scoringPrompts: readonly PromptRecord[] = [
  respondPrompt,
  rubricPrompt,
  positionPrompt,
];

/** All prompts of generation and scoring, for the manifest. */
export const allPrompts: readonly PromptRecord[] = [...generationPrompts, ...scoringPrompts];
