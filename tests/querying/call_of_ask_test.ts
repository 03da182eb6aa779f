import { assert, assertEquals, assertNotEquals } from "@std/assert";
import { callOfAsk } from "../../lib/querying/call_of_ask.ts";
import type { Ask } from "../../lib/querying/engine.ts";
import { callKey, callSchema } from "../../lib/study/call.ts";

const ASK: Ask = {
  stage: "respond",
  prompt: "respond@1",
  model: {
    key: "gpt",
    provider: "openai",
    model: "gpt-4.1",
    parameters: { temperature: 1, seed: 5, json: true },
  },
  messages: [{ role: "user", content: "Answer in JSON." }],
};

Deno.test("callOfAsk() lays the stage's wishes over the model's own parameters", () => {
  const { call, changes } = callOfAsk("openai", { ...ASK, parameters: { temperature: 0 } });
  assertEquals(call.parameters, { temperature: 0, seed: 5, json: true });
  assertEquals(changes, []);
  assert(callSchema.safeParse(call).success);
});

Deno.test("callOfAsk() gives each draw a key and a seed of its own", () => {
  const [first, second] = [0, 1].map((sample) => callOfAsk("openai", { ...ASK, sample }).call);
  assertEquals([first!.parameters.seed, second!.parameters.seed], [5, 6]);
  assertNotEquals(callKey(first!), callKey(second!));
});

Deno.test("callOfAsk() leaves OpenAI's JSON mode out where no message speaks of JSON", () => {
  const messages = [{ role: "user" as const, content: "Answer." }];
  const { call, changes } = callOfAsk("openai", { ...ASK, messages });
  assertEquals([call.parameters.json, changes], [undefined, []]);
});

Deno.test("callOfAsk() keeps fields of the stage out of the call", () => {
  const ask = { ...ASK, scenario: "s1" };
  assertEquals(callKey(callOfAsk("openai", ask).call), callKey(callOfAsk("openai", ASK).call));
});
