import { join } from "node:path";

/** Ways to fail that a real server knows. */
export type Failure =
  | "no"
  /** Answers with this status. */
  | "401"
  | "403"
  | "404"
  | "429"
  | "503"
  /** Half of the body. */
  | "cut"
  /** The connection ends in the middle of the body. */
  | "drop"
  /** The whole file, as of a server that does not know ranges. */
  | "whole"
  /** Another range than was asked for. */
  | "shifted"
  /** The file has another ETag from here on. */
  | "changed"
  /** No answer at all until the client gives up. */
  | "hang";

/** One request as the server saw it. */
export interface Seen {
  /** The host, or the store that it redirects to. */
  readonly by: "host" | "store";
  readonly path: string;
  readonly authorization: string | null;
}

/** A server of files with ranges, and what it was asked. */
export interface RangeServer extends AsyncDisposable {
  readonly url: string;
  /** Bytes sent as answers to ranges so far. */
  sent: number;
  /** Requests of the host, those of its store not counted. */
  requests: number;
  readonly seen: Seen[];
  /** Says what to do with the nth request, from 0: answer, or fail in some way. */
  fail: (n: number, path: string) => Failure;
  /** Answers 302 to a store on another origin, as the dataset's host does with large files. */
  redirects: boolean;
  /** The `Retry-After` of a 429. */
  retryAfter: string;
  /** The commit that its branch `main` is at. */
  commit: string;
}

/** The commit of a server's `main` unless told. */
export const COMMIT = "0123456789abcdef0123456789abcdef01234567";

/**
 * Serves a folder on this machine as the dataset's host does: its files under
 * `/datasets/<owner>/<name>/resolve/<revision>/`, its commits under `/api/datasets/<owner>/<name>/revision/`.
 */
export function rangeServer(folder: string): RangeServer {
  const listen = { port: 0, hostname: "127.0.0.1", onListen: () => {}, onError: failed };
  const stop = new AbortController();
  const state: RangeServer = {
    url: "",
    sent: 0,
    requests: 0,
    seen: [],
    fail: () => "no",
    redirects: false,
    retryAfter: "0",
    commit: COMMIT,
    async [Symbol.asyncDispose]() {
      stop.abort();
      await Promise.all([host.shutdown(), store.shutdown()]);
    },
  };
  const see = (by: Seen["by"], request: Request) => {
    const path = new URL(request.url).pathname;
    state.seen.push({ by, path, authorization: request.headers.get("authorization") });
    return path;
  };
  const plain = (path: string) =>
    path.replace(/^\/datasets\/[^/]+\/[^/]+\/resolve\/[^/]+\//, "").replace(/^\//, "");

  async function file(path: string, request: Request, how: Failure): Promise<Response> {
    const bytes = await Deno.readFile(join(folder, path)).catch(() => undefined);
    if (bytes === undefined) return new Response("none", { status: 404 });
    const [, from, to] = /^bytes=(\d+)-(\d+)$/.exec(request.headers.get("range") ?? "") ?? [];
    if (from === undefined || to === undefined || how === "whole") return new Response(bytes);
    const piece = bytes.slice(Number(from), Number(to) + 1);
    state.sent += piece.length;
    const start = Number(from) + (how === "shifted" ? 1 : 0);
    const headers = {
      "content-range": `bytes ${start}-${Number(from) + piece.length - 1}/${bytes.length}`,
      etag: `"${bytes.length}${how === "changed" ? "-new" : ""}"`,
    };
    if (how === "drop") {
      headers["content-length" as "etag"] = String(piece.length);
      const body = new ReadableStream({
        start(controller) {
          controller.enqueue(piece.slice(0, 1));
          controller.error(new Error("dropped"));
        },
      });
      return new Response(body, { status: 206, headers });
    }
    const body = how === "cut" ? piece.slice(0, Math.floor(piece.length / 2)) : piece;
    return new Response(body, { status: 206, headers });
  }

  const store = Deno.serve(
    listen,
    (request) => file(plain(see("store", request)), request, "no"),
  );
  const storeUrl = `http://127.0.0.1:${(store.addr as Deno.NetAddr).port}`;

  const host = Deno.serve(listen, async (request) => {
    const path = see("host", request);
    const how = state.fail(state.requests++, path);
    if (/^[45]\d\d$/.test(how)) {
      const headers = how === "429" ? { "retry-after": state.retryAfter } : undefined;
      return new Response("no", { status: Number(how), ...(headers && { headers }) });
    }
    if (how === "hang") {
      await new Promise((resolve) => stop.signal.addEventListener("abort", resolve));
      return new Response(null, { status: 503 });
    }
    const revision = /^\/api\/datasets\/[^/]+\/[^/]+\/revision\/(.+)$/.exec(path)?.[1];
    if (revision !== undefined) {
      if (revision !== "main" && revision !== state.commit) {
        return Response.json({ error: "Invalid rev id" }, { status: 404 });
      }
      const files = await pathsIn(folder);
      return Response.json({
        sha: state.commit,
        siblings: files.map((rfilename) => ({ rfilename })),
      });
    }
    if (!state.redirects || how !== "no") return await file(plain(path), request, how);
    const { size } = await Deno.stat(join(folder, plain(path))).catch(() => ({ size: null }));
    if (size === null) return new Response("none", { status: 404 });
    return new Response(null, {
      status: 302,
      headers: {
        location: `${storeUrl}/${plain(path)}`,
        "x-repo-commit": state.commit,
        "x-linked-etag": `"sha of ${size}"`,
        "x-linked-size": String(size),
      },
    });
  });
  return Object.assign(state, { url: `http://127.0.0.1:${(host.addr as Deno.NetAddr).port}` });
}

function failed(): Response {
  return new Response("error", { status: 500 });
}

async function pathsIn(folder: string, under = ""): Promise<string[]> {
  const paths: string[] = [];
  for await (const { name, isDirectory } of Deno.readDir(join(folder, under))) {
    if (isDirectory) paths.push(...await pathsIn(folder, join(under, name)));
    else paths.push(join(under, name));
  }
  return paths.sort();
}
