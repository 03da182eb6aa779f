import OpenAI from "openai";
import { openaiBody } from "../providers/openai.ts";
import { NEVER, type ProviderOptions } from "../providers/provider.ts";
import { passErrors, readRaw } from "../providers/raw_fetch.ts";
import {
  type BatchApi,
  type BatchResult,
  CLOCK_SLACK,
  jsonOf,
  linesOf,
  resultOf,
  textOf,
} from "./batch_api.ts";

const ENDPOINT = "/v1/chat/completions";
const ENDED = ["completed", "failed", "expired", "cancelled"];

interface ListedBatch {
  readonly id: string;
  /** In seconds. */
  readonly created_at: number;
  readonly metadata?: { readonly faultline?: string } | null;
}

/** OpenAI's batches: a file of requests in, files of responses and errors out, matched by `custom_id`. */
export function openaiBatches(options: ProviderOptions): BatchApi {
  const client = new OpenAI({
    apiKey: options.apiKey,
    baseURL: options.baseUrl ?? "https://api.openai.com/v1",
    maxRetries: 0,
    timeout: NEVER,
    fetch: passErrors(options.fetch),
  });
  return {
    async submit(items, name) {
      const lines = items.map(({ key, call }) =>
        JSON.stringify({ custom_id: key, method: "POST", url: ENDPOINT, body: openaiBody(call) })
      );
      const file = new File([lines.join("\n") + "\n"], `${name}.jsonl`, {
        type: "application/jsonl",
      });
      const upload = jsonOf(
        await readRaw(await client.files.create({ file, purpose: "batch" }).asResponse()),
      );
      const batch = jsonOf(
        await readRaw(
          await client.batches.create({
            input_file_id: upload.id,
            endpoint: ENDPOINT,
            completion_window: "24h",
            metadata: { faultline: name },
          }).asResponse(),
        ),
      );
      return batch.id;
    },
    async find({ name, submittedAt }) {
      let after: string | undefined;
      while (true) {
        const query = { limit: 100, ...(after && { after }) };
        const page = jsonOf(await readRaw(await client.batches.list(query).asResponse()));
        const batches = page.data as ListedBatch[];
        const found = batches.find(({ metadata }) => metadata?.faultline === name);
        if (found) return { id: found.id };
        // They come newest first.
        const last = batches.at(-1);
        const older = last && 1000 * last.created_at < submittedAt - CLOCK_SLACK;
        if (!last || older || !page.has_more) return "absent";
        after = last.id;
      }
    },
    async state(id) {
      const batch = jsonOf(await readRaw(await client.batches.retrieve(id).asResponse()));
      return {
        ended: ENDED.includes(batch.status),
        files: [batch.output_file_id, batch.error_file_id].filter((f) => typeof f === "string"),
        failure: batch.status === "failed"
          ? batch.errors?.data?.[0]?.message ?? "the provider refused the batch"
          : null,
      };
    },
    async results(_id, { files }) {
      const results: BatchResult[] = [];
      for (const file of files) {
        const text = textOf(await readRaw(await client.files.content(file).asResponse()));
        for (const { custom_id: key, response, error } of linesOf(text)) {
          if (response) {
            results.push(resultOf(key, response.status_code, response.body, response.request_id));
          } else if (error && error.code !== "batch_expired" && error.code !== "batch_cancelled") {
            results.push(resultOf(key, 500, { error }));
          }
        }
      }
      return results;
    },
    async cancel(id) {
      textOf(await readRaw(await client.batches.cancel(id).asResponse()));
    },
  };
}
