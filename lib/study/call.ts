import { createHash } from "node:crypto";
import canonicalize from "canonicalize";
import { z } from "zod";
import { parametersSchema } from "./model_ref.ts";

/** What a call is for: one role of the pipeline, by which costs are added up. */
export const STAGES = [
  "generate",
  "nudge",
  "respond",
  "rubric",
  "position",
  "topic",
  "response_type",
  "express",
  "comply",
  "repair",
  "embed",
] as const;

/** Checks a {@linkcode Stage}. */
export const stageSchema = z.enum(STAGES);

/** One of {@linkcode STAGES}. */
export type Stage = z.infer<typeof stageSchema>;

/** Checks a {@linkcode Message}. */
export const messageSchema = z.strictObject({
  role: z.enum(["system", "user", "assistant"]),
  content: z.string(),
});

/** One message of a conversation. */
export type Message = z.infer<typeof messageSchema>;

/** Checks a {@linkcode Call}. */
export const callSchema = z.strictObject({
  stage: stageSchema,
  prompt: z.string().regex(/^[a-z_]+@\d+$/, "a prompt's name and version, such as rubric@1"),
  provider: z.string().min(1),
  model: z.string().min(1),
  parameters: parametersSchema,
  messages: z.array(messageSchema).min(1),
  sample: z.int().min(0),
});

/**
 * Exactly what is asked: nothing that changes the answer stands outside it. `prompt` is the name and version of
 * the prompt (`respond@1`), `provider` the study's id of the provider, `model` the provider's name of the model,
 * `parameters` what is really sent, `sample` the index of a repeated draw.
 */
export type Call = z.infer<typeof callSchema>;

/**
 * The key of a call: SHA-256, in lower-case hex (64 digits), of its canonical JSON (RFC 8785). Equal calls have
 * equal keys, whatever the order of their fields.
 *
 * @example
 * ```ts
 * import { assert } from "@std/assert";
 * import { callKey } from "./call.ts";
 *
 * const call = {
 *   stage: "respond" as const,
 *   prompt: "respond@1",
 *   provider: "openai",
 *   model: "gpt-4.1",
 *   parameters: { temperature: 1 },
 *   messages: [{ role: "user" as const, content: "Is honesty always kind?" }],
 *   sample: 0,
 * };
 * assert(callKey(call).length === 64);
 * assert(callKey(call) !== callKey({ ...call, sample: 1 }));
 * ```
 */
export function callKey(call: Call): string {
  // Half of a surrogate pair (an answer cut in an emoji, quoted in a prompt) has no canonical form.
  const messages = call.messages.map(({ role, content }) => ({
    role,
    content: content.toWellFormed(),
  }));
  return createHash("sha256").update(canonicalize({ ...call, messages }) as string).digest("hex");
}
