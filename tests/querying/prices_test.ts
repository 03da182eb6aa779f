import { assert, assertAlmostEquals, assertEquals, assertThrows } from "@std/assert";
import { BUILT_IN_PRICES, costOf, parsePriceTable, priceOf } from "../../lib/querying/prices.ts";
import { InputError } from "../../lib/study/input_error.ts";

const official = { api: "openai" as const };

Deno.test("priceOf() takes the longest name that a model's dated name begins with", () => {
  const inputs = ["gpt-4.1", "gpt-4.1-2025-04-14", "gpt-4.1-mini-2025-04-14", "gpt-4o-mini"];
  assertEquals(inputs.map((m) => priceOf("openai", official, m)?.input), [2, 2, 0.4, 0.15]);
  // The first of its name cost twice as much.
  assertEquals(priceOf("openai", official, "gpt-4o-2024-05-13")?.input, 5);
  const claude = { api: "anthropic" as const };
  assertEquals(priceOf("anthropic", claude, "claude-opus-4-20250514")?.input, 15);
  assertEquals(priceOf("anthropic", claude, "claude-opus-4-5-20251101")?.input, 5);
});

Deno.test("priceOf() knows no price for another model that merely begins alike", () => {
  assertEquals(priceOf("openai", official, "gpt-4.1-turbo-max"), null);
  assertEquals(priceOf("openai", official, "o3-pro"), null);
});

Deno.test("priceOf() puts the study's own table first, also for a gateway", () => {
  const own = parsePriceTable(
    { date: "2026-01-01", providers: { openai: { "gpt-4.1": { input: 1, output: 1 } } } },
    "own.json",
  );
  const gateway = { ...official, baseUrl: "http://127.0.0.1:1/v1" };
  assertEquals(priceOf("openai", gateway, "gpt-4.1", own)?.input, 1);
  assertEquals(priceOf("openai", gateway, "o3", own), null);
});

Deno.test("costOf() prices cached input apart and takes the batch discount off", () => {
  const price = { input: 2, cachedInput: 0.5, output: 8, batchDiscount: 0.5 };
  const usage = { inputTokens: 1000, cachedInputTokens: 400, outputTokens: 100 };
  assertAlmostEquals(costOf(price, usage), (600 * 2 + 400 * 0.5 + 100 * 8) / 1e6, 1e-15);
  assertAlmostEquals(costOf(price, usage, true), costOf(price, usage) / 2, 1e-15);
});

Deno.test("parsePriceTable() names file and field of a fault", () => {
  const table = { date: "2026-01-01", providers: { openai: { o3: { input: -1, output: 1 } } } };
  const error = assertThrows(() => parsePriceTable(table, "p.json"), InputError);
  assertEquals(
    error.message,
    "p.json, providers.openai.o3.input: Expected a number of at least 0 but found -1",
  );
});

Deno.test("the built-in prices cover the paper's twelve models that are priced publicly", () => {
  const names: [string, string][] = [
    ["anthropic", "claude-opus-4-20250514"],
    ["anthropic", "claude-sonnet-4-20250514"],
    ["anthropic", "claude-3-7-sonnet-20250219"],
    ["anthropic", "claude-3-5-sonnet-20241022"],
    ["openai", "gpt-4.1"],
    ["openai", "gpt-4.1-mini"],
    ["openai", "gpt-4o"],
    ["openai", "o3"],
    ["openai", "o4-mini"],
    ["google", "gemini-2.5-pro"],
    ["xai", "grok-4-0709"],
  ];
  for (const [provider, model] of names) {
    const config = provider === "xai"
      ? { api: "openai" as const, baseUrl: "https://api.x.ai/v1" }
      : { api: provider as "openai" };
    assert(priceOf(provider, config, model) !== null, model);
  }
  assert(Date.parse(BUILT_IN_PRICES.date) > 0);
});

Deno.test("costOf() prices all of a call by its tier of input tokens, the cached ones counted in", () => {
  const long = { over: 200_000, input: 2.5, cachedInput: 0.25, output: 15 };
  const price = { input: 1.25, cachedInput: 0.125, output: 10, batchDiscount: 0.5, long };
  const cost = (inputTokens: number, batch = false) =>
    costOf(price, { inputTokens, cachedInputTokens: 100_000, outputTokens: 1000 }, batch);
  assertAlmostEquals(cost(200_000), (100_000 * 1.25 + 100_000 * 0.125 + 1000 * 10) / 1e6, 1e-12);
  assertAlmostEquals(cost(200_001), (100_001 * 2.5 + 100_000 * 0.25 + 1000 * 15) / 1e6, 1e-12);
  assertAlmostEquals(cost(200_001, true), cost(200_001) / 2, 1e-12);
});

Deno.test("the built-in prices know the dearer tier of long inputs", () => {
  const gemini = priceOf("google", { api: "google" }, "gemini-2.5-pro")!;
  const grok = priceOf("xai", { api: "openai", baseUrl: "https://api.x.ai/v1" }, "grok-4-0709")!;
  assertEquals([gemini.long?.over, grok.long?.over], [200_000, 128_000]);
  for (const price of [gemini, grok]) assert(price.long!.input > price.input);
});
