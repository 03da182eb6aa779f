import { assertEquals } from "@std/assert";
import { makeProvider } from "../../../lib/querying/providers/make_provider.ts";
import type { Call } from "../../../lib/study/call.ts";
import { providerConfigSchema } from "../../../lib/study/config.ts";

const call = (provider: string, model: string): Call => ({
  stage: "respond",
  prompt: "respond@1",
  provider,
  model,
  parameters: { maxTokens: 10 },
  messages: [{ role: "user", content: "?" }],
  sample: 0,
});

const CASES = [
  ["openai", "gpt-4.1", "https://api.openai.com/v1/chat/completions", "authorization", "Bearer k"],
  [
    "anthropic",
    "claude-opus-4-1",
    "https://api.anthropic.com/v1/messages",
    "authorization",
    "Bearer k",
  ],
  [
    "google",
    "gemini-2.5-pro",
    "https://generativelanguage.googleapis.com/v1beta/models/gemini-2.5-pro:generateContent",
    "x-goog-api-key",
    "k",
  ],
] as const;

Deno.test("CASES hold every wire format", () => {
  assertEquals(CASES.map(([api]) => api), [...providerConfigSchema.shape.api.options]);
});

for (const [api, model, address, header, value] of CASES) {
  Deno.test(`makeProvider() sends ${api} to its official address with its key, once`, async () => {
    const sent: [string, string | null][] = [];
    const fetch = ((input: string | URL, init: RequestInit) => {
      sent.push([String(input), new Headers(init.headers).get(header)]);
      return Promise.resolve(new Response("down", { status: 503 }));
    }) as typeof globalThis.fetch;
    const provider = makeProvider(api, { apiKey: "k", fetch });
    const raw = await provider.send(call(api, model), new AbortController().signal);
    assertEquals([raw.status, raw.body], [503, "down"]);
    assertEquals(sent, [[address, value]]);
  });

  Deno.test(`makeProvider() ends a request to ${api} when it is aborted`, async () => {
    const stop = new AbortController();
    const fetch = ((_input: string, init: RequestInit) =>
      new Promise((_, reject) =>
        init.signal!.addEventListener("abort", () =>
          reject(init.signal!.reason))
      )) as typeof globalThis.fetch;
    const provider = makeProvider(api, { apiKey: "k", fetch });
    setTimeout(() => stop.abort(), 10);
    let failed = false;
    await provider.send(call(api, model), stop.signal).catch(() => failed = true);
    assertEquals(failed, true);
  });
}
