import type { PromptRecord } from "../generation/prompt.ts";
import { generationPrompts } from "../generation/prompts/mod.ts";
import { scoringPrompts } from "../scoring/prompts/mod.ts";
import { proposeEditPrompt } from "../spec/prompts/propose_edit.ts";

/** All prompts that a study may ask with, of every folder that has some: the manifest names each. */
export const allPrompts: readonly PromptRecord[] = [
  ...generationPrompts,
  ...scoringPrompts,
  proposeEditPrompt,
];
