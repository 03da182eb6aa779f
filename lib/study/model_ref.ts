import { z } from "zod";
import { shown } from "./fault_sentence.ts";

/** Checks {@linkcode Parameters}. */
export const parametersSchema = z.strictObject({
  temperature: z.number().min(0).max(2).optional(),
  topP: z.number().gt(0).max(1).optional(),
  maxTokens: z.int().min(1).optional(),
  reasoningEffort: z.enum(["none", "minimal", "low", "medium", "high"]).optional(),
  thinkingBudget: z.int().min(0).optional(),
  seed: z.int().optional(),
  json: z.boolean().optional(),
});

/**
 * Sampling parameters. What is left out is left to the provider. `maxTokens` limits the output (reasoning
 * included), `thinkingBudget` is in tokens, `json` asks for a JSON object.
 */
export type Parameters = z.infer<typeof parametersSchema>;

/** Checks a name: 1 to 200 characters. */
export const nameSchema = z.string().min(1).max(200);

/** Checks a {@linkcode ModelRef}. */
export const modelRefSchema = z.strictObject({
  key: nameSchema.regex(/^[a-z0-9_]+$/, {
    error: ({ input }) =>
      `Expected a key of lower-case letters, digits and underscores but found ${shown(input)}`,
  }),
  provider: nameSchema,
  model: nameSchema,
  family: nameSchema.optional(),
  parameters: parametersSchema.optional(),
});

/**
 * A model as a study names it: its `key` in tables (the public dataset's own, such as `claude_opus_4`), the
 * provider of the study that serves it, and the name by which the provider knows it. `family` is whose model it
 * is (`anthropic`, `openai`, `google`, `xai`, …) where that is not the provider's id.
 */
export type ModelRef = z.infer<typeof modelRefSchema>;

/** Whose model it is: its family, or else its provider. */
export function familyOf(model: ModelRef): string {
  return model.family ?? model.provider;
}
