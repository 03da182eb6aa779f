import { googleBody } from "../providers/google.ts";
import type { ProviderOptions } from "../providers/provider.ts";
import { readRaw } from "../providers/raw_fetch.ts";
import { type BatchApi, jsonOf, resultOf, textOf } from "./batch_api.ts";
import { resultLines } from "./result_lines.ts";

/** HTTP statuses of the codes of google.rpc that a result may bear. */
const STATUSES: Readonly<Record<number, number>> = {
  3: 400,
  4: 504,
  5: 404,
  7: 403,
  8: 429,
  9: 400,
  14: 503,
  16: 401,
};
const ENDED = /_(?:SUCCEEDED|FAILED|CANCELLED|EXPIRED)$/;
/** Codes of google.rpc for a whole batch that may be taken later: deadline, exhausted, internal, unavailable. */
const PASSING = [4, 8, 13, 14];

interface ListedOperation {
  readonly name: string;
  readonly metadata?: { readonly displayName?: string };
}

/**
 * Gemini's batches. Requests go as a file of JSON lines with a `key` each, for the responses to inline requests come
 * back without theirs. Google's SDK here knows nothing of batches, so this speaks the documented REST itself.
 */
export function googleBatches(options: ProviderOptions): BatchApi {
  const base = (options.baseUrl ?? "https://generativelanguage.googleapis.com").replace(/\/$/, "");
  const call = async (path: string, init: RequestInit = {}) => {
    const headers = new Headers(init.headers);
    headers.set("x-goog-api-key", options.apiKey);
    const url = path.startsWith("http") ? path : base + path;
    // Sent on to another address, the key would go there too.
    return await (options.fetch ?? fetch)(url, { ...init, headers, redirect: "manual" });
  };
  const post = async (path: string, body: unknown) =>
    jsonOf(
      await readRaw(
        await call(path, {
          method: "POST",
          headers: { "content-type": "application/json" },
          body: JSON.stringify(body),
        }),
      ),
    );

  /** Files that were uploaded for batches that were not taken yet, by name. All expire after two days. */
  const uploaded = new Map<string, string>();
  const upload = async (lines: string[], name: string): Promise<string> => {
    // One text: a file of very many parts is slow.
    const file = new Blob([lines.join("")]);
    const start = await call("/upload/v1beta/files", {
      method: "POST",
      headers: {
        "content-type": "application/json",
        "x-goog-upload-protocol": "resumable",
        "x-goog-upload-command": "start",
        "x-goog-upload-header-content-length": String(file.size),
        "x-goog-upload-header-content-type": "application/jsonl",
      },
      body: JSON.stringify({ file: { display_name: name } }),
    });
    textOf(await readRaw(start));
    const place = start.headers.get("x-goog-upload-url");
    if (!place) throw new Error("Expected an address for the upload but the provider sent none");
    const end = await call(place, {
      method: "POST",
      headers: { "x-goog-upload-offset": "0", "x-goog-upload-command": "upload, finalize" },
      body: file,
    });
    return jsonOf(await readRaw(end)).file.name;
  };

  return {
    async submit(items, name) {
      const lines = items.map(({ key, call }) =>
        JSON.stringify({ key, request: googleBody(call) }) + "\n"
      );
      const file = uploaded.get(name) ?? await upload(lines, name);
      uploaded.set(name, file);
      const model = items[0]!.call.model.replace(/^models\//, "");
      const batch = { display_name: name, input_config: { file_name: file } };
      const { name: id } = await post(`/v1beta/models/${model}:batchGenerateContent`, { batch });
      uploaded.delete(name);
      return id;
    },
    async find({ name }) {
      let token = "";
      while (true) {
        const query = new URLSearchParams({ pageSize: "100", ...(token && { pageToken: token }) });
        const page = jsonOf(await readRaw(await call(`/v1beta/batches?${query}`)));
        const operations = (page.operations ?? []) as ListedOperation[];
        const found = operations.find(({ metadata }) => metadata?.displayName === name);
        if (found) return { id: found.name };
        token = page.nextPageToken ?? "";
        if (!token) return "absent";
      }
    },
    async state(id) {
      const operation = jsonOf(await readRaw(await call(`/v1beta/${id}`)));
      const { metadata, error } = operation;
      const state: string = metadata?.state ?? "";
      const file = operation.response?.responsesFile ?? metadata?.output?.responsesFile;
      const cancelled = state.endsWith("_CANCELLED");
      const expired = state.endsWith("_EXPIRED");
      const failed = error !== undefined && !cancelled && !expired;
      return {
        ended: operation.done === true || ENDED.test(state),
        cancelled,
        expired,
        files: typeof file === "string" ? [file] : [],
        failure: failed
          ? {
            message: error.message ?? "the provider refused the batch",
            passes: PASSING.includes(error.code),
          }
          : null,
      };
    },
    async *results(_id, { files }) {
      for (const file of files) {
        const path = `/download/v1beta/${file}:download?alt=media`;
        yield* resultLines(await call(path), (line) => {
          const { key, response, error } = line;
          if (typeof key !== "string") return null;
          if (response) return resultOf(key, 200, response);
          if (!error) return resultOf(key, 200, line);
          const code = Number(error.code ?? 13);
          return resultOf(key, code >= 400 ? code : STATUSES[code] ?? 500, { error });
        });
      }
    },
    async cancel(id) {
      await post(`/v1beta/${id}:cancel`, {});
    },
  };
}
