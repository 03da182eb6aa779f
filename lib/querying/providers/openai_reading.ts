import { z } from "zod";
import { malformed, parseJson, type Reading, textReading, unread, type Usage } from "../reading.ts";
import { tokenCount } from "./token_count.ts";

const usageSchema = z.object({
  prompt_tokens: tokenCount,
  completion_tokens: tokenCount,
  total_tokens: tokenCount.nullish().catch(null),
  prompt_tokens_details: z.object({ cached_tokens: tokenCount.nullish() }).nullish(),
});

const completionSchema = z.object({
  choices: z.array(z.object({
    finish_reason: z.string().nullish(),
    message: z.object({
      content: z.string().nullish(),
      refusal: z.string().nullish(),
    }),
  })).min(1),
  usage: usageSchema.nullish().catch(null),
});

/** OpenAI nests its error; xAI sends `{code, error}` with the sentence in `error`. */
const errorSchema = z.object({
  error: z.union([
    z.string(),
    z.object({
      message: z.string().nullish(),
      code: z.union([z.string(), z.number()]).nullish(),
      type: z.string().nullish(),
    }),
  ]),
});

/** Codes with which OpenAI and Azure refuse a prompt, and xAI's sentence. */
const FILTER_CODES = ["content_filter", "content_policy_violation", "invalid_prompt"];
const FILTER_SENTENCE =
  /violates usage guidelines|flagged as potentially violating|moderation[^.]{0,40}input was flagged/i;
/** A reasoning model that spent its limit before the first word of an answer may be a 400 of OpenAI. */
const LIMIT_SENTENCE = /max_tokens or model output limit was reached/i;
/** Finish reasons of a text that broke off: at its limit, or for a fault of the server (OpenRouter, vLLM). */
const BROKEN_OFF = ["length", "error", "abort"];

/** Reads a body of the chat completions API, or of an endpoint compatible with it. */
export function readOpenai(status: number, body: string): Reading {
  const json = parseJson(body);
  if (status >= 400) {
    const error = openaiError(json);
    if (error && (FILTER_CODES.includes(error.code) || FILTER_SENTENCE.test(error.message))) {
      return unread("filtered", error.message || error.code);
    }
    if (status === 400 && error && LIMIT_SENTENCE.test(error.message)) {
      return unread("truncated", error.message);
    }
    return unread("failed", `status ${status}: ${error?.message || body.slice(0, 200)}`);
  }
  const parsed = completionSchema.safeParse(json);
  if (!parsed.success) return malformed("the body is not a chat completion");
  const choice = parsed.data.choices[0]!;
  const usage = usageOf(parsed.data.usage);
  const text = choice.message.content ?? "";
  if (choice.finish_reason === "content_filter") {
    return unread("filtered", "finish reason content_filter", usage);
  }
  if (choice.message.refusal && text === "") {
    return unread("filtered", `refusal: ${choice.message.refusal}`, usage);
  }
  const reason = choice.finish_reason ?? "";
  return textReading(text, usage, BROKEN_OFF.includes(reason) ? `finish reason ${reason}` : null);
}

/** Code and message of an error body, or undefined where it is none. */
export function openaiError(json: unknown): { code: string; message: string } | undefined {
  const parsed = errorSchema.safeParse(json);
  if (!parsed.success) return undefined;
  const { error } = parsed.data;
  if (typeof error === "string") return { code: "", message: error };
  return { code: String(error.code ?? error.type ?? ""), message: error.message ?? "" };
}

function usageOf(usage: z.infer<typeof usageSchema> | null | undefined): Usage | null {
  if (!usage) return null;
  const { prompt_tokens: input, completion_tokens: output, total_tokens: total } = usage;
  return {
    inputTokens: input,
    cachedInputTokens: Math.min(input, usage.prompt_tokens_details?.cached_tokens ?? 0),
    // xAI, and Gemini in this format, leave tokens of reasoning out of completion_tokens, but not out of the total.
    outputTokens: Math.max(output, (total ?? 0) - input),
  };
}
