import { assertEquals, assertRejects } from "@std/assert";
import { anthropicBody, anthropicProvider } from "../../../lib/querying/providers/anthropic.ts";
import type { Call } from "../../../lib/study/call.ts";

const call = (parameters: Call["parameters"]): Call => ({
  stage: "respond",
  prompt: "respond@1",
  provider: "anthropic",
  model: "claude-opus-4-1",
  parameters,
  messages: [
    { role: "system", content: "Be brief." },
    { role: "user", content: "Is honesty kind?" },
    { role: "assistant", content: "Often." },
    { role: "user", content: "Why?" },
  ],
  sample: 0,
});

Deno.test("anthropicBody() sends the system message apart, and only the parameters that are set", () => {
  const { messages } = call({});
  assertEquals(anthropicBody(call({ maxTokens: 9 })), {
    model: "claude-opus-4-1",
    max_tokens: 9,
    system: "Be brief.",
    messages: messages.slice(1) as { role: "user" | "assistant"; content: string }[],
  });
  const { messages: _, system: __, ...body } = anthropicBody(
    call({ maxTokens: 2048, temperature: 1, topP: 0.9, thinkingBudget: 1024 }),
  );
  assertEquals<unknown>(body, {
    model: "claude-opus-4-1",
    max_tokens: 2048,
    temperature: 1,
    top_p: 0.9,
    thinking: { type: "enabled", budget_tokens: 1024 },
  });
});

Deno.test("anthropicProvider() has no embeddings and says so", async () => {
  const provider = anthropicProvider({ apiKey: "k", baseUrl: undefined });
  await assertRejects(
    () => provider.embed("e", 8, ["a"], new AbortController().signal),
    Error,
    "Anthropic",
  );
});
