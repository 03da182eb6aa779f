import { assert, assertAlmostEquals, assertEquals } from "@std/assert";
import { tQuantile } from "../../../lib/analysis/distributions.ts";
import { pairMap } from "../../../lib/analysis/panel/pair_map.ts";
import { Random } from "../../../lib/study/random.ts";

const row = (pair: string, category1: string, category2: string, disagreement: number) => ({
  pair,
  category1,
  category2,
  disagreement,
});

Deno.test("pairMap() puts both orders of two categories together, with intervals of one spread", () => {
  const cells = pairMap([
    row("p1", "Law", "Care", 2),
    row("p1", "Law", "Care", 1),
    row("p2", "Care", "Law", 1.5),
    row("p3", "Law", "Law", 0.5),
  ]);
  assertEquals(cells.map((c) => [c.category_a, c.category_b, c.mean, c.n, c.clusters]), [
    ["Care", "Law", 1.5, 3, 2],
    ["Law", "Law", 0.5, 1, 1],
  ]);
  assertAlmostEquals(cells[0]!.high_share, 2 / 3, 1e-12);
});

Deno.test("pairMap() takes another threshold", () => {
  const [cell] = pairMap([row("p1", "a", "b", 2), row("p2", "a", "b", 1)], { threshold: 1 });
  assertEquals(cell!.high_share, 1);
});

Deno.test("pairMap() estimates the spread of value pairs from all cells", () => {
  // Pairs of one query each: the deviations are 0.5, 0.5 and 1, 0, 1 on 1 + 2 degrees of freedom.
  const means = { "a b": [1, 2], "a c": [0, 1, 2], "b c": [1.2] };
  const cells = pairMap(
    Object.entries(means).flatMap(([name, values]) => {
      const [a, b] = name.split(" ");
      return values.map((value, i) => row(`${name} ${i}`, a!, b!, value));
    }),
  );
  const spread = Math.sqrt((0.25 + 0.25 + 1 + 1) / 3);
  cells.forEach(({ low, high, low_all, clusters, mean }) => {
    assertAlmostEquals(high - mean, tQuantile(0.975, 3) * spread / Math.sqrt(clusters), 1e-9);
    assertAlmostEquals(mean - low, high - mean, 1e-12);
    assertAlmostEquals(
      mean - low_all,
      tQuantile(1 - 0.025 / 3, 3) * spread / Math.sqrt(clusters),
      1e-9,
    );
  });
});

Deno.test("pairMap() has no interval where no cell has two value pairs", () => {
  const [only] = pairMap([row("p1", "a", "b", 2), row("p1", "a", "b", 1)]);
  assertEquals([only!.low, only!.high_all], [NaN, NaN]);
  assertEquals(pairMap([]), []);
});

Deno.test("pairMap()'s limits for all cells hold the truth of the cell picked by its lower end", () => {
  let held = 0;
  for (let draw = 0; draw < 200; draw++) {
    const random = new Random("picked cell", draw);
    const rows = Array.from({ length: 60 }, (_, cell) => {
      const truth = cell % 10 === 0 ? 2 : 0.9;
      // Cells differ in spread, as real ones do.
      const spread = 0.1 + 0.2 * random.next();
      return Array.from({ length: 2 + random.int(3) }, (_, pair) => {
        const own = truth + spread * random.normal();
        return [0, 1, 2].map(() =>
          row(`${cell} ${pair}`, `${cell}`, "z", own + 0.1 * random.normal())
        );
      });
    }).flat(2);
    const [picked] = pairMap(rows).toSorted((a, b) => b.low_all - a.low_all);
    const truth = Number(picked!.category_a) % 10 === 0 ? 2 : 0.9;
    if (picked!.low_all <= truth && truth <= picked!.high_all) held++;
  }
  assert(held >= 190, `${held} of 200`);
});
