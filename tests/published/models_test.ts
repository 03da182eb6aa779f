import { assertEquals } from "@std/assert";
import { byProvider, PUBLISHED_MODELS } from "../../lib/published/models.ts";

Deno.test("PUBLISHED_MODELS are the 12 of the dataset, of four providers", () => {
  const groups = byProvider(PUBLISHED_MODELS);
  assertEquals([...groups].map(([provider, keys]) => [provider, keys.length]), [
    ["anthropic", 5],
    ["openai", 5],
    ["google", 1],
    ["xai", 1],
  ]);
  assertEquals(new Set([...groups.values()].flat()).size, 12);
});

Deno.test("byProvider() keeps the order of providers and of their models", () => {
  const models = [["b", "y"], ["a", "x"], ["c", "y"]].map(([key, provider]) => ({
    key: key!,
    provider: provider!,
  }));
  assertEquals([...byProvider(models)], [["y", ["b", "c"]], ["x", ["a"]]]);
});
