import { assert, assertEquals } from "@std/assert";
import { byProvider, PUBLISHED_MODELS } from "../../lib/published/models.ts";
import {
  PUBLISHED_NUMBERS,
  publishedAccuracies,
  publishedValueCounts,
} from "../../lib/published/published_numbers.ts";

const REFERENCE = "../shared/reference/published_numbers.json";
const here = await Deno.stat(REFERENCE).then(() => true, () => false);

Deno.test("PUBLISHED_NUMBERS has 12 models, counts and accuracies of all of them", () => {
  const keys = PUBLISHED_MODELS.map((model) => model.key).sort();
  assertEquals(keys.length, 12);
  assertEquals([...publishedAccuracies().keys()].sort(), keys);
  assertEquals(Object.keys(PUBLISHED_NUMBERS.figure6_outlier_queries).sort(), keys);
  assertEquals(publishedValueCounts().length, 12 * 9);
  assert(publishedValueCounts().every((cell) => Number.isInteger(cell.count)));
});

Deno.test("byProvider() keeps the 5, 5, 1 and 1 models together", () => {
  assertEquals([...byProvider(PUBLISHED_MODELS)].map(([key, own]) => [key, own.length]), [
    ["anthropic", 5],
    ["openai", 5],
    ["google", 1],
    ["xai", 1],
  ]);
});

Deno.test({
  name: "PUBLISHED_NUMBERS has the numbers of the reference (skipped where that is not there)",
  ignore: !here,
  fn: async () => {
    const { source: _ours, ...ours } = JSON.parse(
      await Deno.readTextFile("data/published_numbers.json"),
    );
    const { source: _theirs, ...theirs } = JSON.parse(await Deno.readTextFile(REFERENCE));
    assertEquals(ours, theirs);
  },
});
