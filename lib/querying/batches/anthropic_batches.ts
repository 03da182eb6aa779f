import Anthropic from "@anthropic-ai/sdk";
import { anthropicBody } from "../providers/anthropic.ts";
import { NEVER, type ProviderOptions } from "../providers/provider.ts";
import { passErrors, readRaw } from "../providers/raw_fetch.ts";
import { type BatchApi, type BatchResult, jsonOf, linesOf, textOf } from "./batch_api.ts";

/** The HTTP status that goes with the type of an error, as documented. */
const STATUSES: Readonly<Record<string, number>> = {
  invalid_request_error: 400,
  authentication_error: 401,
  billing_error: 402,
  permission_error: 403,
  not_found_error: 404,
  request_too_large: 413,
  rate_limit_error: 429,
  api_error: 500,
  timeout_error: 504,
  overloaded_error: 529,
};

/** Anthropic's message batches, matched by `custom_id`. They bear no name, so a lost one cannot be found again. */
export function anthropicBatches(options: ProviderOptions): BatchApi {
  const client = new Anthropic({
    apiKey: options.apiKey,
    authToken: null,
    baseURL: options.baseUrl ?? "https://api.anthropic.com",
    maxRetries: 0,
    timeout: NEVER,
    fetch: passErrors(options.fetch),
  });
  const { batches } = client.messages;
  return {
    async submit(items) {
      const requests = items.map(({ key, call }) => ({
        custom_id: key,
        params: anthropicBody(call),
      }));
      return jsonOf(await readRaw(await batches.create({ requests }).asResponse())).id;
    },
    find: () => Promise.resolve(undefined),
    async state(id) {
      const batch = jsonOf(await readRaw(await batches.retrieve(id).asResponse()));
      const ended = batch.processing_status === "ended";
      return { ended, files: ended ? [id] : [], failure: null };
    },
    async results(id) {
      // The SDK's own results() parses the stream line by line; the raw file is wanted here.
      const path = `/v1/messages/batches/${encodeURIComponent(id)}/results`;
      const text = textOf(await readRaw(await client.get(path).asResponse()));
      const results: BatchResult[] = [];
      for (const { custom_id: key, result } of linesOf(text)) {
        if (result.type === "succeeded") {
          const body = JSON.stringify(result.message);
          results.push({ key, status: 200, body, requestId: null });
        } else if (result.type === "errored") {
          const status = STATUSES[result.error?.error?.type ?? result.error?.type] ?? 500;
          const body = JSON.stringify(result.error);
          results.push({ key, status, body, requestId: result.error?.request_id ?? null });
        }
      }
      return results;
    },
    async cancel(id) {
      textOf(await readRaw(await batches.cancel(id).asResponse()));
    },
  };
}
