/**
 * The batches of OpenAI, Anthropic and Gemini as their documentation describes the wire formats, on one local port.
 * Results come in reverse order. `fate` decides what becomes of a request; see {@linkcode Fate}.
 */
export interface FakeBatches extends AsyncDisposable {
  readonly url: string;
  /** Requests of each submitted batch, by key. */
  readonly submitted: string[][];
  readonly cancelled: string[];
  /** How often a batch is looked at before it has ended. */
  looks: number;
  /** How many batches a page of a list holds. */
  pageSize: number;
  /** So many of the next requests that are no submission meet a connection that breaks. */
  broken: number;
  /** What becomes of the answer to a submission that was taken. */
  answer: (keys: readonly string[]) => Promise<"give" | "lose"> | "give" | "lose";
  /** Answers a request in place of the provider, before it has any effect, where it gives something. */
  instead: (path: string, method: string) => Response | undefined;
}

interface FakeBatch {
  id: string;
  name: string;
  created: number;
  requests: { key: string; text: string }[];
  looked: number;
  cancelled: boolean;
}

/**
 * What becomes of a request: a text answers it; a number is the status of an error; `expire` lets it expire; `garbled` is
 * an answer of no known format; of the line of its result, `keyless` leaves out the key, `broken` the second half, and
 * `silent` all.
 */
export type Fate = (text: string, batch: number) => string | number;

interface Fated {
  readonly key: string;
  readonly fate: string | number;
}

/** The lines of results; `lineOf` gives none where the provider would not. */
function linesOf(
  all: readonly Fated[],
  lineOf: (key: string | undefined, fate: string | number) => object | null,
): string {
  return all.map(({ key, fate }) => {
    if (fate === "silent") return "";
    const line = lineOf(fate === "keyless" ? undefined : key, fate);
    if (line === null) return "";
    const text = JSON.stringify(line);
    return `${fate === "broken" ? text.slice(0, text.length / 2) : text}\n`;
  }).join("");
}

export function fakeBatches(fate: Fate): FakeBatches {
  const files = new Map<string, string>();
  const batches = new Map<string, FakeBatch>();
  const submitted: string[][] = [];
  const cancelled: string[] = [];
  const state: Pick<FakeBatches, "looks" | "pageSize" | "broken" | "answer" | "instead"> = {
    looks: 1,
    pageSize: 100,
    broken: 0,
    answer: () => "give",
    instead: () => undefined,
  };
  let next = 0;

  const open = (prefix: string, name: string, requests: FakeBatch["requests"]): FakeBatch => {
    const batch = {
      id: `${prefix}${++next}`,
      name,
      created: Date.now(),
      requests,
      looked: 0,
      cancelled: false,
    };
    batches.set(batch.id, batch);
    submitted.push(requests.map((r) => r.key));
    return batch;
  };
  const ended = (batch: FakeBatch) => batch.cancelled || batch.looked > state.looks;
  const fates = (batch: FakeBatch): Fated[] => {
    const number = [...batches.keys()].indexOf(batch.id);
    return batch.requests.map(({ key, text }) => ({
      key,
      fate: batch.cancelled ? "expire" : fate(text, number),
    })).reverse();
  };
  /** Part of a list, newest first, and whether there is more. */
  const page = (prefix: string, after: string | null) => {
    const all = [...batches.values()].filter(({ id }) => id.startsWith(prefix)).reverse();
    const start = after ? all.findIndex(({ id }) => id === after) + 1 : 0;
    const found = all.slice(start, start + state.pageSize);
    return { found, more: start + found.length < all.length };
  };
  const taken = async (body: unknown) => {
    const answer = await state.answer(submitted.at(-1)!);
    return answer === "give" ? Response.json(body) : brokenOff();
  };

  const openaiBatch = (batch: FakeBatch) => {
    const done = ended(batch);
    const isError = ({ fate }: Fated) => typeof fate === "number" || fate === "expire";
    if (done && !files.has(`${batch.id}-out`)) {
      const all = fates(batch);
      const out = linesOf(all.filter((f) => !isError(f)), (custom_id, fate) => ({
        id: "batch_req",
        custom_id,
        response: {
          status_code: 200,
          request_id: `req_${custom_id?.slice(0, 4)}`,
          body: fate === "garbled" ? {} : {
            choices: [{ index: 0, finish_reason: "stop", message: { content: fate } }],
            usage: { prompt_tokens: 1000, completion_tokens: 100 },
          },
        },
        error: null,
      }));
      const err = linesOf(all.filter(isError), (custom_id, fate) => ({
        custom_id,
        response: fate === "expire"
          ? null
          : { status_code: fate, body: { error: { message: "wrong" } } },
        error: fate === "expire" ? { code: "batch_expired", message: "late" } : null,
      }));
      files.set(`${batch.id}-out`, out);
      files.set(`${batch.id}-err`, err);
    }
    const fileOf = (name: string) =>
      files.get(`${batch.id}-${name}`) ? `${batch.id}-${name}` : null;
    return {
      id: batch.id,
      created_at: Math.floor(batch.created / 1000),
      status: batch.cancelled ? "cancelled" : done ? "completed" : "in_progress",
      metadata: { faultline: batch.name },
      output_file_id: fileOf("out"),
      error_file_id: fileOf("err"),
    };
  };

  const server = Deno.serve(
    { port: 0, hostname: "127.0.0.1", onListen() {} },
    async (request) => {
      const { pathname: path, origin, searchParams } = new URL(request.url);
      const post = request.method === "POST";
      const instead = state.instead(path, request.method);
      if (instead) return instead;
      if (!post && state.broken > 0) {
        state.broken--;
        return brokenOff();
      }
      let found: RegExpExecArray | null;
      // OpenAI
      if (path === "/v1/files" && post) {
        const file = (await request.formData()).get("file") as File;
        files.set(`file-${++next}`, await file.text());
        return Response.json({ id: `file-${next}` });
      }
      if ((found = /^\/v1\/files\/(.+)\/content$/.exec(path))) {
        return new Response(files.get(found[1]!));
      }
      if (path === "/v1/batches" && post) {
        const body = await request.json();
        const requests = files.get(body.input_file_id)!.trim().split("\n").map((line) => {
          const { custom_id, body } = JSON.parse(line);
          return { key: custom_id, text: body.messages.at(-1).content };
        });
        return await taken(openaiBatch(open("batch_", body.metadata.faultline, requests)));
      }
      if (path === "/v1/batches") {
        const { found, more } = page("batch_", searchParams.get("after"));
        return Response.json({ data: found.map(openaiBatch), has_more: more });
      }
      if ((found = /^\/v1\/batches\/([^/]+)(\/cancel)?$/.exec(path))) {
        const batch = batches.get(found[1]!)!;
        batch.looked++;
        if (found[2]) {
          batch.cancelled = true;
          cancelled.push(batch.id);
        }
        return Response.json(openaiBatch(batch));
      }
      // Anthropic
      if (path === "/v1/messages/batches" && post) {
        const { requests } = await request.json();
        const batch = open(
          "msgbatch_",
          "",
          requests.map((r: { custom_id: string; params: { messages: { content: string }[] } }) => ({
            key: r.custom_id,
            text: r.params.messages.at(-1)!.content,
          })),
        );
        return await taken({ id: batch.id, processing_status: "in_progress" });
      }
      if (path === "/v1/messages/batches") {
        const { found, more } = page("msgbatch_", searchParams.get("after_id"));
        const data = found.map((batch) => ({
          id: batch.id,
          created_at: new Date(batch.created).toISOString(),
          processing_status: ended(batch) ? "ended" : "in_progress",
          request_counts: ended(batch)
            ? { processing: 0, succeeded: batch.requests.length - 1, errored: 1 }
            : { processing: batch.requests.length, succeeded: 0, errored: 0 },
          results_url: ended(batch) ? `${origin}/results` : null,
        }));
        for (const batch of found) batch.looked++;
        return Response.json({ data, has_more: more, last_id: data.at(-1)?.id ?? null });
      }
      if ((found = /^\/v1\/messages\/batches\/([^/]+)\/results$/.exec(path))) {
        const errors: Record<number, string> = { 400: "invalid_request_error", 500: "api_error" };
        const all = fates(batches.get(found[1]!)!);
        return new Response(linesOf(all, (custom_id, fate) => ({
          custom_id,
          result: fate === "expire" ? { type: "expired" } : typeof fate === "number"
            ? {
              type: "errored",
              error: { type: "error", error: { type: errors[fate], message: "wrong" } },
            }
            : {
              type: "succeeded",
              message: fate === "garbled" ? {} : {
                type: "message",
                content: [{ type: "text", text: fate }],
                stop_reason: "end_turn",
                usage: { input_tokens: 1000, output_tokens: 100 },
              },
            },
        })));
      }
      if ((found = /^\/v1\/messages\/batches\/([^/]+)(\/cancel)?$/.exec(path))) {
        const batch = batches.get(found[1]!)!;
        batch.looked++;
        if (found[2]) {
          batch.cancelled = true;
          cancelled.push(batch.id);
        }
        const status = ended(batch) ? "ended" : "in_progress";
        return Response.json({
          id: batch.id,
          processing_status: status,
          cancel_initiated_at: batch.cancelled ? new Date().toISOString() : null,
        });
      }
      // Gemini
      if (path === "/upload/v1beta/files") {
        const { file } = await request.json();
        const headers = { "x-goog-upload-url": `${origin}/upload/${file.display_name}` };
        return new Response("{}", { headers });
      }
      if (path.startsWith("/upload/")) {
        files.set(`files/${++next}`, await request.text());
        return Response.json({ file: { name: `files/${next}` } });
      }
      if (/^\/v1beta\/models\/[^/]+:batchGenerateContent$/.test(path)) {
        const { batch: wanted } = await request.json();
        const requests = files.get(wanted.input_config.file_name)!.trim().split("\n").map(
          (line) => {
            const { key, request } = JSON.parse(line);
            return { key, text: request.contents.at(-1).parts[0].text };
          },
        );
        const batch = open("batches/", wanted.display_name, requests);
        return await taken({ name: batch.id, metadata: { state: "BATCH_STATE_PENDING" } });
      }
      if (path === "/v1beta/batches") {
        const { found, more } = page("batches/", searchParams.get("pageToken"));
        const operations = found.map(({ id, name }) => ({
          name: id,
          metadata: { displayName: name },
        }));
        return Response.json({ operations, ...(more && { nextPageToken: found.at(-1)!.id }) });
      }
      if ((found = /^\/v1beta\/(batches\/[^:]+)(:cancel)?$/.exec(path))) {
        const batch = batches.get(found[1]!)!;
        batch.looked++;
        if (found[2]) {
          batch.cancelled = true;
          cancelled.push(batch.id);
          return Response.json({});
        }
        if (!ended(batch)) {
          return Response.json({ name: batch.id, metadata: { state: "BATCH_STATE_RUNNING" } });
        }
        return Response.json({
          name: batch.id,
          done: true,
          metadata: { state: `BATCH_STATE_${batch.cancelled ? "CANCELLED" : "SUCCEEDED"}` },
          ...(!batch.cancelled && {
            response: { responsesFile: `files/${batch.id.replace("/", "-")}` },
          }),
        });
      }
      if ((found = /^\/download\/v1beta\/files\/(.+):download$/.exec(path))) {
        const batch = batches.get(found[1]!.replace("-", "/"))!;
        return new Response(linesOf(fates(batch), (key, fate) =>
          fate === "expire" ? null : {
            key,
            ...(typeof fate === "number"
              ? { error: { code: fate === 400 ? 3 : 13, message: "wrong" } }
              : {
                response: fate === "garbled" ? {} : {
                  candidates: [{ content: { parts: [{ text: fate }] }, finishReason: "STOP" }],
                  usageMetadata: { promptTokenCount: 1000, candidatesTokenCount: 100 },
                },
              }),
          }));
      }
      return Response.json({ error: { message: `no ${path} here` } }, { status: 404 });
    },
  );
  return Object.assign(state, {
    url: `http://127.0.0.1:${server.addr.port}`,
    submitted,
    cancelled,
    [Symbol.asyncDispose]: () => server.shutdown(),
  });
}

/** A response whose connection is lost before its body has come. */
function brokenOff(): Response {
  // Fewer bytes than were announced.
  const body = new ReadableStream({ start: (controller) => controller.close() });
  return new Response(body, { headers: { "content-length": "1000" } });
}
