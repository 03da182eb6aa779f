import { z } from "zod";
import { malformed, parseJson, type Reading, textReading, unread } from "../reading.ts";
import { tokenCount } from "./token_count.ts";

const messageSchema = z.object({
  type: z.literal("message").optional(),
  content: z.array(z.object({ type: z.string(), text: z.string().optional() })),
  stop_reason: z.string().nullish(),
  usage: z.object({
    input_tokens: tokenCount,
    output_tokens: tokenCount,
    cache_read_input_tokens: tokenCount.nullish(),
    cache_creation_input_tokens: tokenCount.nullish(),
  }).nullish().catch(null),
});

const errorSchema = z.object({
  error: z.object({ type: z.string().default(""), message: z.string().default("") }),
});

/** Anthropic's words for a prompt or an output that its filter withheld. */
const FILTER_SENTENCE = /content filtering policy|usage polic/i;

/** Stop reasons of an answer that is not whole: it ended at a limit of tokens, or was to be continued. */
const LIMITS = ["max_tokens", "model_context_window_exceeded", "pause_turn"];

/** Reads a body of the Messages API. */
export function readAnthropic(status: number, body: string): Reading {
  const json = parseJson(body);
  if (status >= 400) {
    const error = anthropicError(json);
    if (status === 400 && error && FILTER_SENTENCE.test(error.message)) {
      return unread("filtered", error.message);
    }
    return unread("failed", `status ${status}: ${error?.message || body.slice(0, 200)}`);
  }
  const parsed = messageSchema.safeParse(json);
  if (!parsed.success) return malformed("the body is not a message");
  const { content, stop_reason: reason, usage: u } = parsed.data;
  // input_tokens counts what was neither read from the cache nor written to it.
  const cached = u?.cache_read_input_tokens ?? 0;
  const usage = u
    ? {
      inputTokens: u.input_tokens + cached + (u.cache_creation_input_tokens ?? 0),
      cachedInputTokens: cached,
      outputTokens: u.output_tokens,
    }
    : null;
  if (reason === "refusal") return unread("filtered", "stop reason refusal", usage);
  const text = content.filter((c) => c.type === "text").map((c) => c.text ?? "").join("");
  return textReading(
    text,
    usage,
    reason && LIMITS.includes(reason) ? `stop reason ${reason}` : null,
  );
}

/** Type (as code) and message of an error body, or undefined where it is none. */
export function anthropicError(json: unknown): { code: string; message: string } | undefined {
  const parsed = errorSchema.safeParse(json);
  return parsed.success
    ? { code: parsed.data.error.type, message: parsed.data.error.message }
    : undefined;
}
