import { assertEquals } from "@std/assert";
import { openaiBody, openaiProvider } from "../../../lib/querying/providers/openai.ts";
import type { Call } from "../../../lib/study/call.ts";

const call = (parameters: Call["parameters"]): Call => ({
  stage: "respond",
  prompt: "respond@1",
  provider: "openai",
  model: "gpt-4.1",
  parameters,
  messages: [
    { role: "system", content: "Be brief." },
    { role: "user", content: "Is honesty kind?" },
    { role: "assistant", content: "Often." },
    { role: "user", content: "Why?" },
  ],
  sample: 0,
});

Deno.test("openaiBody() sends messages in order and only the parameters that are set", () => {
  assertEquals(openaiBody(call({})), {
    model: "gpt-4.1",
    messages: call({}).messages,
  });
  const { messages: _, ...body } = openaiBody(
    call({ temperature: 0, topP: 0.9, seed: 7, json: true }),
  );
  assertEquals(body, {
    model: "gpt-4.1",
    temperature: 0,
    top_p: 0.9,
    seed: 7,
    response_format: { type: "json_object" },
  });
});

Deno.test("openaiBody() names the limit as the model knows it", () => {
  const limit = (model: string) =>
    Object.keys(openaiBody({ ...call({ maxTokens: 9 }), model })).filter((name) =>
      /max/.test(name)
    );
  assertEquals(limit("gpt-5"), ["max_completion_tokens"]);
  assertEquals(limit("some-local-model"), ["max_tokens"]);
});

Deno.test("openaiProvider() asks for embeddings as floats, in order", async () => {
  let sent: unknown;
  const fetch = ((_: string, init: RequestInit) => {
    sent = JSON.parse(init.body as string);
    return Promise.resolve(new Response("{}"));
  }) as unknown as typeof globalThis.fetch;
  const provider = openaiProvider({ apiKey: "k", baseUrl: "http://test.invalid/v1", fetch });
  await provider.embed("e", 8, ["a", "b"], new AbortController().signal);
  assertEquals(sent, { model: "e", dimensions: 8, input: ["a", "b"], encoding_format: "float" });
});
