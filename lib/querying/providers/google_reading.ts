import { z } from "zod";
import { malformed, parseJson, type Reading, textReading, unread } from "../reading.ts";
import { tokenCount } from "./token_count.ts";

const responseSchema = z.object({
  candidates: z.array(z.object({
    content: z.object({
      parts: z.array(z.object({ text: z.string().optional(), thought: z.boolean().optional() }))
        .optional(),
    }).nullish(),
    finishReason: z.string().nullish(),
    finishMessage: z.string().nullish(),
  })).optional(),
  promptFeedback: z.object({ blockReason: z.string().nullish() }).nullish(),
  usageMetadata: z.object({
    promptTokenCount: tokenCount,
    candidatesTokenCount: tokenCount.nullish(),
    thoughtsTokenCount: tokenCount.nullish(),
    cachedContentTokenCount: tokenCount.nullish(),
  }).nullish().catch(null),
}).refine((r) => r.candidates !== undefined || r.promptFeedback || r.usageMetadata);

const errorSchema = z.object({
  error: z.object({ status: z.string().default(""), message: z.string().default("") }),
});

/** Finish reasons by which Gemini withholds an answer. */
const FILTERS = [
  "SAFETY",
  "RECITATION",
  "BLOCKLIST",
  "PROHIBITED_CONTENT",
  "SPII",
  "LANGUAGE",
  "IMAGE_SAFETY",
  "MODEL_ARMOR",
];

/** Finish reasons of an answer that ended by itself. */
const ENDS = ["", "STOP", "FINISH_REASON_UNSPECIFIED"];

/** Reads a body of `generateContent`. */
export function readGoogle(status: number, body: string): Reading {
  const json = parseJson(body);
  if (status >= 400) {
    const error = googleError(json);
    return unread("failed", `status ${status}: ${error?.message || body.slice(0, 200)}`);
  }
  const parsed = responseSchema.safeParse(json);
  if (!parsed.success) return malformed("the body is not a generateContent response");
  const { candidates, promptFeedback, usageMetadata: u } = parsed.data;
  const usage = u
    ? {
      inputTokens: u.promptTokenCount,
      cachedInputTokens: Math.min(u.promptTokenCount, u.cachedContentTokenCount ?? 0),
      outputTokens: (u.candidatesTokenCount ?? 0) + (u.thoughtsTokenCount ?? 0),
    }
    : null;
  if (promptFeedback?.blockReason) {
    return unread("filtered", `block reason ${promptFeedback.blockReason}`, usage);
  }
  const candidate = candidates?.[0];
  if (!candidate) return unread("failed", "the provider sent no candidate", usage);
  const reason = candidate.finishReason ?? "";
  if (FILTERS.includes(reason)) return unread("filtered", `finish reason ${reason}`, usage);
  const text = (candidate.content?.parts ?? []).filter((p) => !p.thought).map((p) => p.text ?? "")
    .join("");
  const whole = ENDS.includes(reason);
  if (text === "" && !whole && reason !== "MAX_TOKENS") {
    return unread("failed", `finish reason ${reason}`, usage);
  }
  return textReading(text, usage, whole ? null : `finish reason ${reason}`);
}

/** Status word (as code) and message of an error body, or undefined where it is none. */
export function googleError(json: unknown): { code: string; message: string } | undefined {
  const parsed = errorSchema.safeParse(Array.isArray(json) ? json[0] : json);
  return parsed.success
    ? { code: parsed.data.error.status, message: parsed.data.error.message }
    : undefined;
}
