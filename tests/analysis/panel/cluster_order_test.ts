import { assert, assertAlmostEquals, assertEquals } from "@std/assert";
import {
  averageLinkage,
  clusterOrder,
  type Tree,
} from "../../../lib/analysis/panel/cluster_order.ts";
import { vectors } from "../vectors.ts";

interface Case {
  distances: number[][];
  heights: number[];
  cost: number | null;
  scipyCost: number;
}

const heightsOf = (tree: Tree): number[] =>
  "leaf" in tree ? [] : [...heightsOf(tree.left), ...heightsOf(tree.right), tree.height];

Deno.test("averageLinkage() joins at the heights of SciPy's linkage", () => {
  for (const { distances, heights } of vectors<Case>("panel")) {
    const own = heightsOf(averageLinkage({ names: [], distances })!).sort((a, b) => a - b);
    own.forEach((height, i) => assertAlmostEquals(height, heights[i]!, 1e-9));
    assertEquals(own.length, heights.length);
  }
});

Deno.test("clusterOrder() is the cheapest of all turns of SciPy's tree, and never dearer than SciPy's own ordering", () => {
  for (const { distances, cost, scipyCost } of vectors<Case>("panel")) {
    const order = clusterOrder({ names: distances.map((_, i) => String(i)), distances }).map(
      Number,
    );
    const own = order.slice(1).reduce((sum, b, i) => sum + distances[order[i]!]![b]!, 0);
    if (cost !== null) assertAlmostEquals(own, cost, 1e-9);
    assert(own <= scipyCost + 1e-9);
    assertEquals(order.toSorted((a, b) => a - b), distances.map((_, i) => i));
  }
});

Deno.test("clusterOrder() is quick for 37 models", () => {
  const distances = Array.from(
    { length: 37 },
    (_, i) =>
      Array.from({ length: 37 }, (_, j) => i === j ? 0 : 1 + ((i * 7 + j * 7 + i * j) % 11)),
  );
  const start = performance.now();
  assertEquals(
    new Set(clusterOrder({ names: distances.map((_, i) => `m${i}`), distances })).size,
    37,
  );
  assertEquals(performance.now() - start < 5000, true);
});

Deno.test("clusterOrder() of none and of one", () => {
  assertEquals(clusterOrder({ names: [], distances: [] }), []);
  assertEquals(clusterOrder({ names: ["a"], distances: [[0]] }), ["a"]);
});
