import { assert, assertEquals, assertRejects, assertStringIncludes } from "@std/assert";
import { fetchPatiently } from "../../lib/published/fetch_patiently.ts";
import { RemoteError } from "../../lib/published/remote_error.ts";

type Handler = (request: Request, n: number) => Response | Promise<Response>;

/** Serves on two origins: what the first redirects to is the second. */
async function served(handler: Handler, act: (url: string, other: string) => Promise<void>) {
  let n = 0;
  const serve = () =>
    Deno.serve({ port: 0, hostname: "127.0.0.1", onListen() {} }, (r) => handler(r, n++));
  await using one = serve();
  await using two = serve();
  const [url, other] = [one, two].map(({ addr }) => `http://127.0.0.1:${addr.port}/`);
  await act(url!, other!);
}

const text = (url: string, options = {}) =>
  fetchPatiently(url, ({ response }) => response.text(), { wait: 1, ...options });

Deno.test("fetchPatiently() tries again what may pass, and says how often it tried", () =>
  served(
    (_, n) => new Response("x", { status: [500, 503, 408, 429, 200][n] ?? 503 }),
    async (url) => {
      assertEquals(await text(url), "x");
      const error = await assertRejects(() => text(url, { tries: 2 }), RemoteError);
      assertStringIncludes(error.message, "it failed at each of 2 tries (the last answer was 503)");
      assertEquals(error.status, 503);
    },
  ));

Deno.test("fetchPatiently() does not try again what a server refuses, and tells of the token", async () => {
  for (
    const [status, options, words] of [
      [401, {}, "HF_TOKEN may hold a token that has it"],
      [403, { token: "secret" }, "the token in HF_TOKEN does not give it"],
      [404, {}, "to be there but found 404"],
      [416, {}, "to answer but found 416"],
    ] as const
  ) {
    let asked = 0;
    await served(() => (asked++, new Response("", { status })), async (url) => {
      const error = await assertRejects(() => text(url, options), RemoteError);
      assertStringIncludes(error.message, words);
      assert(!error.message.includes("secret"));
      assertEquals([error.status, asked], [status, 1]);
    });
  }
});

Deno.test("fetchPatiently() waits as long as the server asks, and says so", async () => {
  const waits: string[] = [];
  await served(
    (_, n) =>
      n === 0
        ? new Response("", { status: 429, headers: { "retry-after": "2" } })
        : new Response("x"),
    async (url) => {
      const began = performance.now();
      await text(url, { onWait: (sentence: string) => waits.push(sentence) });
      assert(performance.now() - began >= 1990);
      assertEquals(waits, ["Waiting 2 s: the last answer was 429."]);
    },
  );
  await served(
    () => new Response("", { status: 429, headers: { "retry-after": "9000" } }),
    async (url) => {
      await assertRejects(() => text(url), RemoteError, "it asks to wait 150 minutes");
    },
  );
});

Deno.test("fetchPatiently() keeps the token from another origin, also on the way back", async () => {
  const seen: [string, string | null][] = [];
  let [one, two] = ["", ""];
  await served((request) => {
    const { pathname } = new URL(request.url);
    seen.push([pathname, request.headers.get("authorization")]);
    const location = { "/": "/own", "/own": `${two}away`, "/away": `${one}back` }[pathname];
    return location === undefined
      ? new Response("here", { headers: { "x-linked-etag": "late" } })
      : new Response(null, { status: 302, headers: { location, "x-linked-etag": pathname } });
  }, async (url, other) => {
    [one, two] = [url, other];
    const first = await fetchPatiently(url, ({ response, first }) => {
      return response.text().then((body) => [body, first.get("x-linked-etag")]);
    }, { token: "secret" });
    assertEquals(first, ["here", "/"]);
    assertEquals(seen, [
      ["/", "Bearer secret"],
      ["/own", "Bearer secret"],
      ["/away", null],
      ["/back", null],
    ]);
  });
});

Deno.test("fetchPatiently() ends a chain of redirects that has no end", () =>
  served(
    (request) => new Response(null, { status: 302, headers: { location: request.url } }),
    async (url) => {
      await assertRejects(() => text(url), RemoteError, "to redirect at most 5 times");
    },
  ));

Deno.test("fetchPatiently() gives up on a server that is silent or not there, and at the signal", async () => {
  const open: PromiseWithResolvers<Response>[] = [];
  await served(() => {
    open.push(Promise.withResolvers());
    return open.at(-1)!.promise;
  }, async (url) => {
    await assertRejects(
      () => text(url, { timeout: 30, tries: 2 }),
      RemoteError,
      "no whole answer in time",
    );
    const signal = AbortSignal.timeout(30);
    await assertRejects(() => text(url, { signal }), DOMException);
    open.forEach(({ resolve }) => resolve(new Response("late")));
  });
  await assertRejects(
    () => text("http://127.0.0.1:9/", { tries: 2 }),
    RemoteError,
    "it failed at each of 2 tries (no answer came)",
  );
});
