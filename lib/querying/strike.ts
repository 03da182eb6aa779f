import type { BatchApi, BatchLine } from "./batches/batch_api.ts";
import type { Provider, RawResponse } from "./providers/provider.ts";

/** A key has at least so many letters: what is shorter may be a word of an answer. */
const SHORTEST = 8;

/**
 * Strikes keys out of what a provider sent back, which is kept and shown: exactly these texts, nothing that looks like
 * one, for an answer may speak of keys.
 *
 * @example
 * ```ts
 * import { assert } from "@std/assert";
 * import { strike } from "./strike.ts";
 *
 * assert(strike("You sent hunter2hunter2.", ["hunter2hunter2"]) === "You sent [key].");
 * ```
 */
export function strike(text: string, secrets: Iterable<string>): string {
  for (const secret of secrets) {
    if (secret.length >= SHORTEST && text.includes(secret)) text = text.replaceAll(secret, "[key]");
  }
  return text;
}

/** A provider with the keys struck out of all that it sends back, so that none reaches the journal. */
export function withoutKeys(provider: Provider, secrets: Iterable<string>): Provider {
  const clean = (raw: RawResponse): RawResponse => ({ ...raw, ...cleanBody(raw, secrets) });
  return {
    send: async (call, signal) => clean(await provider.send(call, signal)),
    embed: async (...of) => clean(await provider.embed(...of)),
  };
}

/** A provider's batches with the keys struck out of their results, and out of why one was refused. */
export function batchesWithoutKeys(batches: BatchApi, secrets: Iterable<string>): BatchApi {
  return {
    submit: (...of) => batches.submit(...of),
    find: (sought) => batches.find(sought),
    cancel: (id) => batches.cancel(id),
    async state(id) {
      const state = await batches.state(id);
      const { failure } = state;
      if (failure === null) return state;
      return { ...state, failure: { ...failure, message: strike(failure.message, secrets) } };
    },
    async *results(...of) {
      for await (const line of batches.results(...of)) yield cleanLine(line, secrets);
    },
  };
}

function cleanLine(line: BatchLine, secrets: Iterable<string>): BatchLine {
  if ("unreadable" in line) return { unreadable: strike(line.unreadable, secrets) };
  if (!("result" in line)) return line;
  return { result: { ...line.result, ...cleanBody(line.result, secrets) } };
}

function cleanBody(
  { body, requestId }: { readonly body: string; readonly requestId: string | null },
  secrets: Iterable<string>,
) {
  return {
    body: strike(body, secrets),
    requestId: requestId === null ? null : strike(requestId, secrets),
  };
}
