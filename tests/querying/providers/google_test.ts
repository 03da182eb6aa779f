import { assertEquals } from "@std/assert";
import { googleBody, googleProvider } from "../../../lib/querying/providers/google.ts";
import type { Call } from "../../../lib/study/call.ts";

const call = (parameters: Call["parameters"]): Call => ({
  stage: "respond",
  prompt: "respond@1",
  provider: "google",
  model: "gemini-2.5-pro",
  parameters,
  messages: [
    { role: "system", content: "Be brief." },
    { role: "user", content: "Is honesty kind?" },
    { role: "assistant", content: "Often." },
    { role: "user", content: "Why?" },
  ],
  sample: 0,
});

Deno.test("googleBody() sends the system message apart, turns by Gemini's names, and what is set", () => {
  const contents = [
    { role: "user", parts: [{ text: "Is honesty kind?" }] },
    { role: "model", parts: [{ text: "Often." }] },
    { role: "user", parts: [{ text: "Why?" }] },
  ];
  const systemInstruction = { role: "system", parts: [{ text: "Be brief." }] };
  assertEquals(googleBody(call({})), { contents, systemInstruction });
  const all = { temperature: 0, topP: 0.9, maxTokens: 9, seed: 7, json: true, thinkingBudget: 0 };
  assertEquals<unknown>(googleBody(call(all)), {
    contents,
    systemInstruction,
    generationConfig: {
      temperature: 0,
      topP: 0.9,
      maxOutputTokens: 9,
      seed: 7,
      responseMimeType: "application/json",
      thinkingConfig: { thinkingBudget: 0 },
    },
  });
});

Deno.test("googleProvider() asks for one embedding or for many, with the dimensions wanted", async () => {
  const sent: [string, number][] = [];
  const fetch = ((url: string, init: RequestInit) => {
    const body = JSON.parse(init.body as string);
    const [first] = body.requests ?? [body];
    sent.push([String(url).split("/").at(-1)!, first.outputDimensionality]);
    return Promise.resolve(new Response("{}"));
  }) as unknown as typeof globalThis.fetch;
  const provider = googleProvider({ apiKey: "k", baseUrl: "http://test.invalid", fetch });
  const { signal } = new AbortController();
  await provider.embed("e", 8, ["a"], signal);
  await provider.embed("e", 8, ["a", "b"], signal);
  assertEquals(sent, [["e:embedContent", 8], ["e:batchEmbedContents", 8]]);
});
