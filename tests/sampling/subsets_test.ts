import { assert, assertEquals, assertRejects } from "@std/assert";
import { kCenterPlain } from "../../lib/sampling/k_center_plain.ts";
import { namedModelSets, selectSubset } from "../../lib/sampling/subsets.ts";
import { clusteredRows } from "../bench/sampling_data.ts";

const { rows, dimensions } = clusteredRows(400, 16, 2);
const disagreement = Float64Array.from(
  { length: 400 },
  (_, i) => i % 9 === 4 ? NaN : (i * 7 % 31) / 10,
);

Deno.test("namedModelSets holds the six sets of the paper", async () => {
  const published = JSON.parse(
    await Deno.readTextFile(new URL("../../data/published_numbers.json", import.meta.url)),
  );
  assertEquals(Object.keys(namedModelSets).sort(), Object.keys(published.subsets).sort());
  assertEquals([...namedModelSets.all_models].sort(), Object.keys(published.models).sort());
  for (const provider of ["openai", "anthropic"]) {
    const set = provider === "openai" ? namedModelSets.openai_models : namedModelSets.claude_models;
    const models = Object.keys(published.models).filter((key) =>
      published.models[key] === provider
    );
    assertEquals([...set].sort() as string[], models.sort());
  }
});

Deno.test("selectSubset() thins the rows of high disagreement by weighted k-center", async () => {
  const subset = await selectSubset(rows, dimensions, disagreement, { seed: 1 });
  // Rows below 1.5 get weight 0, hence are never taken at a threshold above 0.
  const weights = disagreement.map((d) => d >= 1.5 ? d : 0);
  const { order, radii } = kCenterPlain(rows, dimensions, { weights, threshold: 0.8 });
  assertEquals([...subset.rows], [...order]);
  assertEquals([...subset.radii], [...radii]);
  assertEquals(subset.measured + subset.unmeasured, 400);
  assertEquals(subset.eligible, disagreement.filter((d) => d >= 1.5).length);
});

Deno.test("selectSubset() draws a random arm of equal size from all measured rows, the same for a seed", async () => {
  const options = { k: 40, threshold: 0 };
  const one = await selectSubset(rows, dimensions, disagreement, { ...options, seed: 1 });
  const again = await selectSubset(rows, dimensions, disagreement, { ...options, seed: 1 });
  const other = await selectSubset(rows, dimensions, disagreement, { ...options, seed: 2 });
  assertEquals(one.randomArm.length, 40);
  assertEquals(new Set(one.randomArm).size, 40);
  assertEquals(one.randomArm, again.randomArm);
  assert(one.randomArm.join() !== other.randomArm.join());
  assert(one.randomArm.every((row) => !Number.isNaN(disagreement[row])));
  assert(one.randomArm.some((row) => disagreement[row]! < 1.5));
});

Deno.test("selectSubset() chooses nothing where no row disagrees enough", async () => {
  const subset = await selectSubset(rows, dimensions, disagreement, {
    minDisagreement: 9,
    seed: 1,
  });
  assertEquals([subset.rows.length, subset.randomArm.length, subset.eligible], [0, 0, 0]);
});

Deno.test("selectSubset() refuses rows of another norm and lengths that differ", async () => {
  await assertRejects(
    () => selectSubset(Float32Array.of(3, 4), 2, Float64Array.of(2), { seed: 1 }),
    RangeError,
    "norm 1 but found 5",
  );
  await assertRejects(
    () => selectSubset(Float32Array.of(0, 1), 2, Float64Array.of(2, 2), { seed: 1 }),
    RangeError,
    "each of the 1 rows but found 2",
  );
});
