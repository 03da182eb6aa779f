import { assert, assertEquals } from "@std/assert";
import { familyOf, modelRefSchema, parametersSchema } from "../../lib/study/model_ref.ts";

const ref = { key: "o3", provider: "openai", model: "o3" };

Deno.test("a model reference takes keys of small letters, digits and underscores alone", () => {
  const takes = (key: string) => modelRefSchema.safeParse({ ...ref, key }).success;
  assert(takes("claude_3_7_sonnet"));
  for (const key of ["", "GPT", "gpt-4.1", "a b", "o3\n", "ö3"]) assert(!takes(key), key);
});

Deno.test("parameters outside their ranges and unknown ones are refused", () => {
  const takes = (parameters: object) => parametersSchema.safeParse(parameters).success;
  for (const good of [{}, { temperature: 0 }, { temperature: 2, topP: 1, maxTokens: 1 }]) {
    assert(takes(good));
  }
  for (
    const bad of [
      { temperature: 2.1 },
      { temperature: -0.1 },
      { topP: 0 },
      { maxTokens: 0 },
      { maxTokens: 1.5 },
      { thinkingBudget: -1 },
      { reasoningEffort: "extreme" },
      { temprature: 1 },
    ]
  ) assert(!takes(bad), JSON.stringify(bad));
});

Deno.test("familyOf() is the provider unless the reference says whose model it is", () => {
  assertEquals(familyOf(ref), "openai");
  assertEquals(familyOf({ ...ref, provider: "router", family: "anthropic" }), "anthropic");
});
