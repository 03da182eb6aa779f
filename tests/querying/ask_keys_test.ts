import { assertEquals } from "@std/assert";
import fc from "fast-check";
import { AskKeys } from "../../lib/querying/ask_keys.ts";
import { callOfAsk } from "../../lib/querying/call_of_ask.ts";
import type { Ask } from "../../lib/querying/engine.ts";
import { STAGES } from "../../lib/study/call.ts";
import { callKey } from "../../lib/study/call.ts";
import { MODELS } from "./mock_providers.ts";

const ASK: Ask = {
  stage: "respond",
  prompt: "respond@1",
  model: { key: "gpt_4_1", provider: "openai", model: "gpt-4.1", parameters: { temperature: 1 } },
  messages: [{ role: "system", content: "Be brief." }, { role: "user", content: "Kind?\n\u2028é" }],
};

// Computed by Python: SHA-256 of json.dumps with sorted keys, which is canonical for these.
Deno.test("AskKeys computes keys that are fixed for ever, since journals hold them", () => {
  const keys = new AskKeys(() => "openai");
  const asks: [Partial<Ask>, string][] = [
    [{}, "1aed902aebea13ceb35325a4f2795510d014e3bd4e20a853bcb975ede58a2a0f"],
    [
      { sample: 3, parameters: { seed: 7, topP: 0.5, json: true } },
      "145889c6783ce214a6cb02167401ee3bf4a3e89e23769fb785ee0e92fc24dfa7",
    ],
    [
      { parameters: { json: true }, messages: [{ role: "user", content: "As JSON" }] },
      "b29511188681dcb84e5656d248ae44e19907db1d9d7f9a60ccaf81073ce3e03e",
    ],
    [
      { stage: "comply", messages: [{ role: "user", content: "cut \ud83d" }] },
      "544c24df33c3838ed609c9c2c6bd8c402c804ab004b59498fe4bde3732a7385c",
    ],
  ];
  for (const [over, key] of asks) assertEquals(keys.keyOf({ ...ASK, ...over }), key);
});

Deno.test("AskKeys agrees with callKey() for any ask, in any order", () => {
  const parameters = fc.record({
    temperature: fc.constantFrom(0, 0.1, 1),
    seed: fc.integer({ min: 0, max: 3 }),
    maxTokens: fc.integer({ min: 1, max: 3 }),
    json: fc.boolean(),
  }, { requiredKeys: [] });
  const ask = fc.record({
    stage: fc.constantFrom(...STAGES),
    prompt: fc.constantFrom("a@1", "a@2"),
    model: fc.constantFrom(...MODELS, ...MODELS.map((m) => ({ ...m, parameters: { json: true } }))),
    sample: fc.integer({ min: 0, max: 2 }),
    parameters,
    messages: fc.array(
      fc.record({
        role: fc.constantFrom("system" as const, "user" as const, "assistant" as const),
        content: fc.oneof(fc.string({ unit: "binary" }), fc.constantFrom("json", "\udc00 JSON")),
      }),
      { minLength: 1, maxLength: 3 },
    ),
  }, { requiredKeys: ["stage", "prompt", "model", "messages"] });
  fc.assert(fc.property(fc.array(ask, { maxLength: 100 }), (asks) => {
    const keys = new AskKeys((provider) => provider as "openai");
    for (const one of asks) {
      const { call } = callOfAsk(one.model.provider as "openai", one);
      assertEquals(keys.keyOf(one), callKey(call));
    }
  }));
});

Deno.test("AskKeys tells of parameters that a model rejects once for asks alike", () => {
  const told: string[] = [];
  const keys = new AskKeys(() => "openai", (_, changes) => void told.push(...changes));
  const model = { key: "o3", provider: "openai", model: "o3", parameters: { temperature: 1 } };
  for (let i = 0; i < 3; i++) {
    keys.keyOf({ ...ASK, model, messages: [{ role: "user", content: `question ${i}` }] });
  }
  assertEquals(told.length, 1);
});
