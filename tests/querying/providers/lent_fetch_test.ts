import { GoogleGenerativeAI } from "@google/generative-ai";
import { assertEquals, assertRejects, assertStrictEquals } from "@std/assert";
import { lendFetch } from "../../../lib/querying/providers/lent_fetch.ts";

const generate = () =>
  new GoogleGenerativeAI("key").getGenerativeModel({ model: "gemini-2.5-pro" }).generateContent(
    "?",
  );

Deno.test("lendFetch() catches the raw body of Google's SDK, of an error and of a garbled one too", async () => {
  for (const [status, body] of [[200, '{"candidates":[]}'], [200, "{garbled"], [429, "slow"]]) {
    const inner = () => Promise.resolve(new Response(body as string, { status: status as number }));
    const raw = await lendFetch(generate, inner);
    assertEquals([raw.status, raw.body], [status, body]);
  }
});

Deno.test("lendFetch() leaves the global fetch to everybody else, while it waits and after", async () => {
  const own = globalThis.fetch;
  let during: unknown;
  const running = lendFetch(generate, async () => {
    await Promise.resolve();
    during = globalThis.fetch;
    return new Response("{}");
  });
  assertStrictEquals(globalThis.fetch, own);
  await running;
  assertStrictEquals(during, own);
  assertStrictEquals(globalThis.fetch, own);
});

Deno.test("lendFetch() keeps concurrent calls apart", async () => {
  const bodies = await Promise.all(Array.from({ length: 20 }, async (_, i) => {
    const raw = await lendFetch(generate, async () => {
      await new Promise((resolve) => setTimeout(resolve, 20 - i));
      return new Response(`{"n":${i}}`);
    });
    return raw.body;
  }));
  assertEquals(bodies, Array.from({ length: 20 }, (_, i) => `{"n":${i}}`));
});

Deno.test("lendFetch() rejects with what the network did, and where the SDK did not use it", async () => {
  const broken = () => Promise.reject(new TypeError("connection reset"));
  await assertRejects(() => lendFetch(generate, broken), TypeError, "connection reset");
  await assertRejects(() => lendFetch(() => Promise.resolve()), Error, "Expected the SDK to use");
});
