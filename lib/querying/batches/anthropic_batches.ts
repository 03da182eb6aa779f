import Anthropic from "@anthropic-ai/sdk";
import { anthropicBody } from "../providers/anthropic.ts";
import { NEVER, type ProviderOptions } from "../providers/provider.ts";
import { passErrors, readRaw } from "../providers/raw_fetch.ts";
import { type BatchApi, CLOCK_SLACK, jsonOf, resultOf, textOf } from "./batch_api.ts";
import { resultLines } from "./result_lines.ts";

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

interface ListedBatch {
  readonly id: string;
  readonly created_at: string;
  readonly processing_status: "in_progress" | "canceling" | "ended";
  readonly request_counts: Readonly<Record<string, number>>;
  readonly results_url: string | null;
}

/**
 * Anthropic's message batches, matched by `custom_id`. They bear no name: one whose id was lost is known by the keys
 * of its results, once it has ended.
 */
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

  // The SDK's own results() stops at a line that is no JSON.
  const resultsOf = async (id: string) => {
    const path = `/v1/messages/batches/${encodeURIComponent(id)}/results`;
    return await client.get(path).asResponse();
  };
  /** Whether a batch that has ended is the one with these keys: all its lines are, or none is. */
  const holds = async (id: string, keys: ReadonlySet<string>) => {
    const lines = resultLines(await resultsOf(id), ({ custom_id }) => ({ unserved: custom_id }));
    for await (const line of lines) if ("unserved" in line) return keys.has(line.unserved);
    return false;
  };
  /** Batches that were made since a time, newest first. */
  async function* listedSince(time: number): AsyncGenerator<ListedBatch> {
    let after: string | undefined;
    while (true) {
      const query = { limit: 100, ...(after && { after_id: after }) };
      const request = client.get("/v1/messages/batches", { query });
      const page = jsonOf(await readRaw(await request.asResponse()));
      for (const batch of page.data as ListedBatch[]) {
        if (Date.parse(batch.created_at) < time) return;
        yield batch;
      }
      if (!page.has_more || !page.last_id) return;
      after = page.last_id;
    }
  }

  return {
    async submit(items) {
      const requests = items.map(({ key, call }) => ({
        custom_id: key,
        params: anthropicBody(call),
      }));
      return jsonOf(await readRaw(await batches.create({ requests }).asResponse())).id;
    },
    async find(sought) {
      const keys = new Set(sought.keys);
      let unclear = false;
      for await (const batch of listedSince(sought.submittedAt - CLOCK_SLACK)) {
        const count = Object.values(batch.request_counts).reduce((sum, n) => sum + n, 0);
        if (count !== keys.size || sought.others.has(batch.id)) continue;
        if (batch.processing_status !== "ended") unclear = true;
        else if (batch.results_url !== null && await holds(batch.id, keys)) return { id: batch.id };
      }
      return unclear ? "unclear" : "absent";
    },
    async state(id) {
      const batch = jsonOf(await readRaw(await batches.retrieve(id).asResponse()));
      const ended = batch.processing_status === "ended";
      const cancelled = typeof batch.cancel_initiated_at === "string";
      return { ended, cancelled, expired: false, files: ended ? [id] : [], failure: null };
    },
    async *results(id) {
      yield* resultLines(await resultsOf(id), (line) => {
        const { custom_id: key, result } = line;
        if (typeof key !== "string") return null;
        switch (result?.type) {
          case "succeeded":
            return resultOf(key, 200, result.message);
          case "errored": {
            const { error } = result;
            const status = STATUSES[error?.error?.type ?? error?.type] ?? 500;
            return resultOf(key, status, error, error?.request_id);
          }
          case "expired":
          case "canceled":
            return { unserved: key };
          default:
            return resultOf(key, 200, line);
        }
      });
    },
    async cancel(id) {
      textOf(await readRaw(await batches.cancel(id).asResponse()));
    },
  };
}
