/**
 * The prompts of generation.
 *
 * @module
 */
import type { PromptRecord } from "../prompt.ts";
import { neutralQueryPrompt } from "./neutral_query.ts";
import { nudgedQueryPrompt } from "./nudged_query.ts";
import { repairPrompt } from "./repair.ts";

export { neutralQueryPrompt, nudgedQueryPrompt, repairPrompt };

/** All prompts of generation. */
export const generationPrompts: readonly PromptRecord[] = [
  neutralQueryPrompt,
  nudgedQueryPrompt,
  repairPrompt,
];
