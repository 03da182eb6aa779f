import { assert, assertAlmostEquals, assertEquals, assertThrows } from "@std/assert";
import { providerDistinctness } from "../../../lib/analysis/panel/provider_distinctness.ts";
import { vectors } from "../vectors.ts";

interface Case {
  distances: number[][];
  labels: number[];
  silhouettes: number[];
}

const matrixOf = (at: number[]) => ({
  names: at.map((_, i) => `m${i}`),
  distances: at.map((a) => at.map((b) => Math.abs(a - b))),
});

Deno.test("providerDistinctness() has the silhouettes of scikit-learn", () => {
  for (const { distances, labels, silhouettes } of vectors<Case>("panel")) {
    const names = labels.map((_, i) => `${i}`);
    const found = providerDistinctness({ names, distances }, (name) => `${labels[Number(name)]}`, {
      permutations: 9,
    });
    for (const { provider, silhouette } of found.providers) {
      const own = silhouettes.filter((_, i) => `${labels[i]}` === provider);
      assertAlmostEquals(silhouette, own.reduce((a, b) => a + b) / own.length, 1e-9);
    }
  }
});

Deno.test("providerDistinctness() finds providers that stand apart", () => {
  const at = [0, 0.1, 0.2, 5, 5.1, 5.2, 10, 10.1, 10.2];
  const found = providerDistinctness(
    matrixOf(at),
    (name) => `g${Math.floor(Number(name.slice(1)) / 3)}`,
  );
  assert(found.p < 0.01 && found.gap > 5, `p ${found.p}`);
  assert(found.providers.every((row) => row.silhouette > 0.9 && row.within < row.between));
});

Deno.test("providerDistinctness() finds none where providers are mixed", () => {
  const at = [0, 5, 10, 0.1, 5.1, 10.1, 0.2, 5.2, 10.2];
  const found = providerDistinctness(
    matrixOf(at),
    (name) => `g${Math.floor(Number(name.slice(1)) / 3)}`,
  );
  assert(found.p > 0.5, `p ${found.p}`);
});

Deno.test("providerDistinctness() is the same for the same seed, and knows a provider of one model", () => {
  const run = () => providerDistinctness(matrixOf([0, 1, 9]), (name) => name === "m2" ? "b" : "a");
  assertEquals(run(), run());
  const alone = run().providers[1]!;
  assertEquals([alone.models, alone.within, alone.silhouette], [1, NaN, 0]);
});

Deno.test("providerDistinctness() throws on one provider", () => {
  assertThrows(() => providerDistinctness(matrixOf([0, 1]), () => "a"), RangeError, "found 1");
});
