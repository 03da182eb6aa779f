import { assert, assertEquals } from "@std/assert";
import fc from "fast-check";
import { capabilitiesOf, effectiveParameters } from "../../lib/querying/capabilities.ts";
import { mostCost } from "../../lib/querying/charging.ts";
import { anthropicBody } from "../../lib/querying/providers/anthropic.ts";
import { googleBody } from "../../lib/querying/providers/google.ts";
import { openaiBody } from "../../lib/querying/providers/openai.ts";
import type { Call } from "../../lib/study/call.ts";
import type { Parameters } from "../../lib/study/model_ref.ts";
import type { Api } from "../../lib/querying/reading.ts";

const call = (api: Api, model: string, requested: Parameters): Call => ({
  stage: "respond",
  prompt: "respond@1",
  provider: api,
  model,
  parameters: effectiveParameters(api, model, requested).parameters,
  messages: [{ role: "system", content: "Be brief." }, { role: "user", content: "Say JSON." }],
  sample: 0,
});
const ALL: Parameters = {
  temperature: 1.5,
  topP: 0.9,
  maxTokens: 5000,
  reasoningEffort: "low",
  thinkingBudget: 2000,
  seed: 7,
  json: true,
};

Deno.test("openaiBody() sends a reasoning model no sampling parameters and its own limit field", () => {
  assertEquals(openaiBody(call("openai", "o3", ALL)), {
    model: "o3",
    messages: [{ role: "system", content: "Be brief." }, { role: "user", content: "Say JSON." }],
    max_completion_tokens: 5000,
    reasoning_effort: "low",
    seed: 7,
    response_format: { type: "json_object" },
  });
});

Deno.test("openaiBody() sends a compatible endpoint the field that all of them know", () => {
  const body = openaiBody(call("openai", "llama-3-8b", { maxTokens: 10, temperature: 0 }));
  assertEquals([body.max_tokens, body.max_completion_tokens, body.temperature], [10, undefined, 0]);
});

/** The SDK's type has dropped the sampling parameters that older models still take. */
const claudeBody = (model: string, requested: Parameters) =>
  anthropicBody(call("anthropic", model, requested)) as unknown as Record<string, unknown>;

Deno.test("anthropicBody() fills in a limit, thinks without a temperature, and keeps the system apart", () => {
  assertEquals(claudeBody("claude-sonnet-4-20250514", ALL), {
    model: "claude-sonnet-4-20250514",
    max_tokens: 5000,
    messages: [{ role: "user", content: "Say JSON." }],
    system: "Be brief.",
    top_p: 0.95,
    thinking: { type: "enabled", budget_tokens: 2000 },
  });
  const plain = claudeBody("claude-opus-4-20250514", { temperature: 1.5 });
  assertEquals([plain.max_tokens, plain.temperature], [4096, 1]);
});

Deno.test("anthropicBody() sends models from Opus 4.7 on no sampling parameters and no budget", () => {
  for (const model of ["claude-opus-4-7", "claude-sonnet-5", "claude-mythos-preview"]) {
    const body = claudeBody(model, ALL);
    assertEquals([body.temperature, body.top_p, body.thinking], [undefined, undefined, undefined]);
  }
});

Deno.test("googleBody() keeps thinking within the model's range", () => {
  const config = (model: string, thinkingBudget: number) =>
    (googleBody(call("google", model, { thinkingBudget })).generationConfig as
      | { thinkingConfig?: unknown }
      | undefined)?.thinkingConfig;
  assertEquals(config("gemini-2.5-pro", 0), { thinkingBudget: 128 });
  assertEquals(config("gemini-2.5-flash", 0), { thinkingBudget: 0 });
  assertEquals(config("gemini-2.0-flash", 1000), undefined);
});

Deno.test("effectiveParameters() tells of each change but of a JSON mode left out, and changes nothing when asked again", () => {
  const models: [Api, string][] = [
    ["openai", "o3"],
    ["openai", "gpt-4.1"],
    ["openai", "gpt-5-mini"],
    ["openai", "grok-4"],
    ["anthropic", "claude-opus-4-1-20250805"],
    ["anthropic", "claude-3-5-haiku-20241022"],
    ["google", "gemini-2.5-pro"],
    ["google", "gemini-3-pro-preview"],
  ];
  fc.assert(fc.property(
    fc.constantFrom(...models),
    fc.record({
      temperature: fc.double({ min: 0, max: 2, noNaN: true }),
      topP: fc.double({ min: 0.01, max: 1, noNaN: true }),
      maxTokens: fc.integer({ min: 1, max: 200_000 }),
      reasoningEffort: fc.constantFrom("none", "minimal", "low", "medium", "high"),
      thinkingBudget: fc.nat(70_000),
      seed: fc.nat(),
      json: fc.boolean(),
    }, { requiredKeys: [] }),
    ([api, model], requested) => {
      const once = effectiveParameters(api, model, requested as Parameters);
      const twice = effectiveParameters(api, model, once.parameters);
      assertEquals(twice, { parameters: once.parameters, changes: [] });
      const { maxTokens, thinkingBudget } = once.parameters;
      assert((maxTokens ?? 0) <= capabilitiesOf(api, model).maxOutput);
      if (api === "anthropic" && thinkingBudget !== undefined) assert(maxTokens! > thinkingBudget);
      if (requested.json && !once.parameters.json) assert(!capabilitiesOf(api, model).json);
      for (const field of Object.keys(requested) as (keyof Parameters)[]) {
        if (field === "json") continue;
        if (once.parameters[field] !== requested[field] && requested[field]) {
          const off = field === "thinkingBudget" && requested[field] === 0;
          assert(
            off || once.changes.some((change) => change.startsWith(field)),
            field,
          );
        }
      }
    },
  ));
});

Deno.test("effectiveParameters() sends a model that is newer than the table nothing that the newest reject", () => {
  const sent = (api: Api, model: string) => effectiveParameters(api, model, ALL).parameters;
  for (const model of ["gpt-6-sol", "gpt-6.1-terra", "gpt-10", "gpt-5.5-2026-04-23"]) {
    assertEquals(sent("openai", model), {
      maxTokens: 5000,
      reasoningEffort: "low",
      seed: 7,
      json: true,
    });
    assertEquals(openaiBody(call("openai", model, ALL)).max_completion_tokens, 5000, model);
  }
  for (const model of ["claude-opus-5-5", "claude-next", "claude-opus-4-9"]) {
    assertEquals(sent("anthropic", model), { maxTokens: 5000 }, model);
  }
  for (const model of ["claude-haiku-4-5-20251001", "claude-opus-4-6"]) {
    assertEquals(sent("anthropic", model).thinkingBudget, 2000, model);
  }
});

Deno.test("effectiveParameters() takes a fine-tuned model for its base, and a model that searches for what it accepts", () => {
  const sent = (model: string) => effectiveParameters("openai", model, ALL).parameters;
  assertEquals(sent("ft:o4-mini-2025-04-16:acme::id"), sent("o4-mini"));
  assertEquals(sent("gpt-4o-2024-05-13").maxTokens, 4096);
  assertEquals(sent("gpt-4o-mini-search-preview"), { maxTokens: 5000, json: true });
});

Deno.test("effectiveParameters() sends Gemini an effort or a budget, never both", () => {
  const { parameters, changes } = effectiveParameters("google", "gemini-3-pro-preview", ALL);
  assertEquals([parameters.reasoningEffort, parameters.thinkingBudget], ["low", undefined]);
  assert(changes.includes("thinkingBudget is not accepted beside reasoningEffort"));
});

Deno.test("capabilitiesOf() takes what the config says over what the name tells, for keys, bodies and costs alike", () => {
  const dialect = {
    api: "openai" as const,
    accepts: {
      "my-o3": { like: "o3" },
      "my-gateway": {
        temperature: null,
        maxTokensField: "max_completion_tokens" as const,
        seed: false,
      },
      "my-thinker": { like: "gpt-5", reasoningEffort: ["high" as const], maxTokens: 2000 },
    },
  };
  const sent = (model: string) => effectiveParameters(dialect, model, ALL);
  assertEquals(sent("my-o3"), effectiveParameters("openai", "o3", ALL));
  assertEquals(sent("my-gateway").parameters, { topP: 0.9, maxTokens: 5000, json: true });
  assertEquals(sent("my-thinker").parameters, { maxTokens: 2000, seed: 7, json: true });
  assertEquals(sent("o3"), effectiveParameters("openai", "o3", ALL));
  const body = openaiBody(call("openai", "my-gateway", { maxTokens: 10 }), dialect.accepts);
  assertEquals([body.max_tokens, body.max_completion_tokens], [undefined, 10]);
  const most = mostCost(dialect, { ...call("openai", "my-thinker", {}), messages: [] }, {
    input: 0,
    output: 1e6,
  });
  assertEquals(most, 2000);
});
