import { assert, assertEquals } from "@std/assert";
import { multiplicities, replicateTotals } from "../../../lib/analysis/bootstrap/replicate.ts";
import { Random } from "../../../lib/study/random.ts";

Deno.test("multiplicities() draws as many clusters as there are, by seed and replicate alone", () => {
  const counts = multiplicities("s", 3, 50);
  assertEquals(counts.reduce((a, b) => a + b), 50);
  assertEquals(multiplicities("s", 3, 50), counts);
  assert(multiplicities("s", 4, 50).join() !== counts.join());
  assert(multiplicities("t", 3, 50).join() !== counts.join());
});

Deno.test("multiplicities() draws every cluster equally often", () => {
  const counts = new Array<number>(10).fill(0);
  for (let r = 0; r < 2000; r++) {
    multiplicities("even", r, 10).forEach((count, c) => counts[c]! += count);
  }
  const chiSquare = counts.reduce((sum, count) => sum + (count - 2000) ** 2 / 2000, 0);
  assert(chiSquare < 27.9, `chi-square ${chiSquare} of 9 degrees has probability < 0.001`);
});

Deno.test("replicateTotals() weighs every cluster by how often it was drawn", () => {
  const random = new Random(5);
  const [clusters, columns] = [23, 3];
  const data = Float64Array.from({ length: clusters * columns }, () => random.int(100));
  const totals = replicateTotals({ seed: "x", clusters, columns, data, from: 5, to: 24 });
  for (let r = 5; r < 24; r++) {
    const counts = multiplicities("x", r, clusters);
    for (let j = 0; j < columns; j++) {
      const expected = counts.reduce((sum, count, c) => sum + count * data[c * columns + j]!, 0);
      assertEquals(totals[(r - 5) * columns + j], expected);
    }
  }
});
