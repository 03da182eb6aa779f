import { join } from "node:path";

/** A server of files with ranges, and what it was asked. */
export interface RangeServer extends AsyncDisposable {
  readonly url: string;
  /** Bytes sent as answers to ranges so far. */
  sent: number;
  requests: number;
  /** Says what to do with the nth request, from 0: answer, or fail in some way. */
  fail: (n: number) => "no" | "503" | "429" | "cut";
}

/** Serves a folder on this machine, under `/datasets/<owner>/<name>/resolve/<revision>/`. */
export function rangeServer(folder: string): RangeServer {
  const server = Deno.serve(
    { port: 0, hostname: "127.0.0.1", onListen: () => {} },
    async (request) => {
      const how = state.fail(state.requests++);
      if (how === "503") return new Response("busy", { status: 503 });
      if (how === "429") {
        return new Response("slow", {
          status: 429,
          headers: { "retry-after": "0" },
        });
      }
      const path = new URL(request.url).pathname.replace(
        /^\/datasets\/[^/]+\/[^/]+\/resolve\/[^/]+\//,
        "",
      );
      const bytes = await Deno.readFile(join(folder, path)).catch(() => undefined);
      if (bytes === undefined) return new Response("none", { status: 404 });
      const [, from, to] = /^bytes=(\d+)-(\d+)$/.exec(request.headers.get("range") ?? "") ?? [];
      if (from === undefined || to === undefined) return new Response(bytes);
      const piece = bytes.slice(Number(from), Number(to) + 1);
      state.sent += piece.length;
      const headers = {
        "content-range": `bytes ${from}-${to}/${bytes.length}`,
        etag: `"${bytes.length}"`,
      };
      const body = how === "cut" ? piece.slice(0, Math.floor(piece.length / 2)) : piece;
      return new Response(body, { status: 206, headers });
    },
  );
  const state: RangeServer = {
    url: `http://127.0.0.1:${(server.addr as Deno.NetAddr).port}`,
    sent: 0,
    requests: 0,
    fail: () => "no",
    [Symbol.asyncDispose]: () => server.shutdown(),
  };
  return state;
}
