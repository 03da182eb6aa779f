import { assertAlmostEquals, assertEquals, assertThrows } from "@std/assert";
import {
  distanceMatrix,
  pairwiseDisagreement,
} from "../../../lib/analysis/panel/pairwise_disagreement.ts";

const row = (query: string, model: string, value1: number | null, value2: number | null) => ({
  query,
  pair: query.slice(0, 2),
  model,
  value1,
  value2,
});

const rows = [
  row("p1/a", "x", 6, 3),
  row("p1/a", "y", 2, 3),
  row("p1/a", "z", 6, 3),
  row("p2/a", "x", 3, 0),
  row("p2/a", "y", 4, 5),
  row("p2/a", "z", null, null),
];

Deno.test("pairwiseDisagreement() averages over both values and the queries that both have", () => {
  const pairs = pairwiseDisagreement(rows);
  assertEquals(
    pairs.map((p) => [p.model_a, p.model_b, p.distance, p.disagreement, p.n, p.clusters]),
    [
      ["x", "y", 2.5, 2.25, 2, 2],
      ["x", "z", 0, 0, 1, 1],
      ["y", "z", 2, 2, 1, 1],
    ],
  );
  assertAlmostEquals((pairs[0]!.low + pairs[0]!.high) / 2, 2.5, 1e-12);
});

Deno.test("distanceMatrix() is square and symmetric", () => {
  assertEquals(distanceMatrix(pairwiseDisagreement(rows)), {
    names: ["x", "y", "z"],
    distances: [[0, 2.5, 0], [2.5, 0, 2], [0, 2, 0]],
  });
});

Deno.test("pairwiseDisagreement() throws on a model that answers twice", () => {
  assertThrows(
    () => pairwiseDisagreement([rows[0]!, rows[0]!]),
    RangeError,
    "found two of p1/a, x",
  );
});
