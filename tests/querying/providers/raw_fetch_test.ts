import { assertEquals } from "@std/assert";
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
