import { callOfAsk } from "../querying/call_of_ask.ts";
import type { Api, Dialect } from "../querying/reading.ts";
import { respondPrompt } from "../scoring/prompts/respond.ts";
import { callKey } from "../study/call.ts";
import type { Completion } from "../study/completion.ts";
import type { ModelRef } from "../study/model_ref.ts";
import type { ImportedResponse } from "./import_responses.ts";

/**
 * An imported response as the completion that a study looks for when it would ask the model that query: under the key
 * of that call, with `source: "imported"`. Its body is made here, the least that the provider's format needs to say
 * the text and how it ended; no request was sent for it.
 *
 * @param response What the table has.
 * @param model The model as the study names it.
 * @param dialect Whose wire format the model's provider speaks, and what it is said to accept.
 * @param at When it was imported, in milliseconds since the epoch.
 *
 * @example
 * ```ts
 * import { assert } from "@std/assert";
 * import { importedCompletion } from "./imported_completion.ts";
 *
 * const query = { value1: "candour", value2: "tact", nudge: "neutral" as const, text: "Is it good?", generator: "me" };
 * const completion = importedCompletion(
 *   { query, model: "o3", sample: 0, outcome: "answered", text: "Yes." },
 *   { key: "o3", provider: "openai", model: "o3" },
 *   "openai",
 *   0,
 * );
 * assert(completion.source === "imported" && completion.attempts === 0);
 * ```
 */
export function importedCompletion(
  response: ImportedResponse,
  model: ModelRef,
  dialect: Dialect,
  at: number,
): Completion {
  const api = typeof dialect === "string" ? dialect : dialect.api;
  const { call } = callOfAsk(dialect, {
    stage: "respond",
    prompt: respondPrompt.id,
    model,
    messages: respondPrompt.render({ query: response.query.text }),
    sample: response.sample,
  });
  const failed = response.outcome === "failed";
  const body = failed
    ? { error: { message: "the imported table has no response" } }
    : BODIES[api](response.text ?? "", response.outcome);
  return {
    key: callKey(call),
    call,
    status: failed ? 400 : 200,
    body: JSON.stringify(body),
    requestId: null,
    source: "imported",
    startedAt: at,
    endedAt: at,
    attempts: 0,
  };
}

const BODIES: Readonly<Record<Api, (text: string, outcome: string) => object>> = {
  openai: (content, outcome) => ({
    choices: [{
      finish_reason: { filtered: "content_filter", truncated: "length" }[outcome] ?? "stop",
      message: { role: "assistant", content },
    }],
  }),
  anthropic: (text, outcome) => ({
    type: "message",
    content: [{ type: "text", text }],
    stop_reason: { filtered: "refusal", truncated: "max_tokens" }[outcome] ?? "end_turn",
  }),
  google: (text, outcome) => ({
    candidates: [{
      content: { parts: [{ text }] },
      finishReason: { filtered: "SAFETY", truncated: "MAX_TOKENS" }[outcome] ?? "STOP",
    }],
  }),
};
