import OpenAI from "openai";
import { openaiBody } from "../providers/openai.ts";
import { NEVER, type ProviderOptions } from "../providers/provider.ts";
import { passErrors, readRaw } from "../providers/raw_fetch.ts";
import {
  type BatchApi,
  type BatchState,
  CLOCK_SLACK,
  jsonOf,
  resultOf,
  textOf,
} from "./batch_api.ts";
import { resultLines } from "./result_lines.ts";

const ENDPOINT = "/v1/chat/completions";
const ENDED = ["completed", "failed", "expired", "cancelled"];
/** Codes of a batch that failed as a whole for what is queued beside it. */
const QUEUE_FULL = /token_limit_exceeded|limit_reached|rate_limit/i;
/** Codes of calls that the provider did not get to. */
const UNSERVED = ["batch_expired", "batch_cancelled"];

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
  /** Files that were uploaded for batches that were not taken yet, by name. Without a batch they expire. */
  const uploaded = new Map<string, string>();
  const upload = async (items: Parameters<BatchApi["submit"]>[0], name: string) => {
    const lines = items.map(({ key, call }) =>
      JSON.stringify({ custom_id: key, method: "POST", url: ENDPOINT, body: openaiBody(call) })
    );
    // One text: a file of very many parts is slow.
    const file = new File([lines.join("\n"), "\n"], `${name}.jsonl`, {
      type: "application/jsonl",
    });
    const request = client.files.create({ file, purpose: "batch" });
    return jsonOf(await readRaw(await request.asResponse())).id as string;
  };

  return {
    async submit(items, name) {
      const file = uploaded.get(name) ?? await upload(items, name);
      uploaded.set(name, file);
      const request = client.batches.create({
        input_file_id: file,
        endpoint: ENDPOINT,
        completion_window: "24h",
        metadata: { faultline: name },
      });
      const { id } = jsonOf(await readRaw(await request.asResponse()));
      uploaded.delete(name);
      return id;
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
        cancelled: batch.status === "cancelled",
        expired: batch.status === "expired",
        files: [batch.output_file_id, batch.error_file_id].filter((f) => typeof f === "string"),
        failure: batch.status === "failed" ? failureOf(batch.errors?.data?.[0]) : null,
      };
    },
    async *results(_id, { files }) {
      for (const file of files) {
        const response = await client.files.content(file).asResponse();
        yield* resultLines(response, (line) => {
          const { custom_id: key, response, error } = line;
          if (typeof key !== "string") return null;
          if (response) {
            return resultOf(key, response.status_code, response.body, response.request_id);
          }
          if (UNSERVED.includes(error?.code)) return { unserved: key };
          return error ? resultOf(key, 500, { error }) : resultOf(key, 200, line);
        });
      }
    },
    async cancel(id) {
      textOf(await readRaw(await client.batches.cancel(id).asResponse()));
    },
  };
}

function failureOf(error?: { code?: string; message?: string }): BatchState["failure"] {
  const message = error?.message ?? "the provider refused the batch";
  return { message, passes: QUEUE_FULL.test(error?.code ?? "") };
}
