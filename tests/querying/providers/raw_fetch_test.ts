import { assert, assertEquals, assertRejects } from "@std/assert";
import { passErrors, readRaw } from "../../../lib/querying/providers/raw_fetch.ts";

Deno.test("passErrors() hides an error from the SDK, and readRaw() brings it back whole", async () => {
  const body = '{"error":{"code":"content_filter"}}';
  const headers = { "request-id": "req_1", "retry-after": "7" };
  const inner = () => Promise.resolve(new Response(body, { status: 429, headers }));
  const seen = await passErrors(inner)("http://test.invalid");
  assertEquals([seen.ok, seen.status], [true, 200]);
  const raw = await readRaw(seen);
  assertEquals([raw.status, raw.body, raw.requestId], [429, body, "req_1"]);
  assertEquals(raw.headers.get("retry-after"), "7");
});

Deno.test("passErrors() leaves a success as it is", async () => {
  const response = new Response("fine", { headers: { "x-request-id": "req_2" } });
  const seen = await passErrors(() => Promise.resolve(response))("http://test.invalid");
  assertEquals(seen, response);
  assertEquals((await readRaw(seen)).requestId, "req_2");
});

Deno.test("passErrors() sends the SDK's headers but those about this machine, in any form", async () => {
  const sent: HeadersInit[] = [];
  const inner: typeof fetch = (_, init) => {
    sent.push(init!.headers!);
    return Promise.resolve(new Response("fine"));
  };
  const headers = {
    "Authorization": "Bearer key",
    "X-Stainless-OS": "Linux",
    "x-stainless-arch": "x64",
    "Content-Type": "application/json",
  };
  for (const form of [headers, Object.entries(headers), new Headers(headers)]) {
    await passErrors(inner)("http://test.invalid", { method: "POST", headers: form });
  }
  const plain = { "authorization": "Bearer key", "content-type": "application/json" };
  assertEquals(sent, [plain, plain, plain]);
});

Deno.test("passErrors() follows no redirect, so that a key goes to no other address", async () => {
  const seen: string[] = [];
  const other = Deno.serve({ hostname: "127.0.0.1", port: 0, onListen() {} }, (request) => {
    seen.push(request.url);
    return new Response("{}");
  });
  const first = Deno.serve(
    { hostname: "127.0.0.1", port: 0, onListen() {} },
    () => Response.redirect(`http://127.0.0.1:${other.addr.port}/`, 307),
  );
  const response = await passErrors()(`http://127.0.0.1:${first.addr.port}/`, {
    method: "POST",
    headers: { "x-goog-api-key": "planted" },
    body: "{}",
  });
  assertEquals([(await readRaw(response)).status, seen], [307, []]);
  await Promise.all([first.shutdown(), other.shutdown()]);
});

Deno.test("readRaw() reads an answer of several chunks whole, and gives up one that has no end", async () => {
  const chunks = (count: number, chunk: Uint8Array) => {
    let sent = 0;
    const state = { sent: () => sent, cancelled: false };
    const body = new ReadableStream<Uint8Array>({
      pull(controller) {
        if (sent++ < count) controller.enqueue(chunk);
        else controller.close();
      },
      cancel: () => void (state.cancelled = true),
    });
    return { state, response: new Response(body) };
  };
  const letters = new TextEncoder().encode("ä€");
  const halves = new ReadableStream<Uint8Array>({
    start(controller) {
      for (const byte of letters) controller.enqueue(new Uint8Array([byte]));
      controller.close();
    },
  });
  assertEquals((await readRaw(new Response(halves))).body, "ä€");
  const { state, response } = chunks(500, new Uint8Array(2 ** 20).fill(97));
  await assertRejects(() => readRaw(response), TypeError, "at most 67108864 bytes");
  assert(state.cancelled && state.sent() < 70, `${state.sent()} MiB were read`);
});
