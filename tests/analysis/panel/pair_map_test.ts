import { assertAlmostEquals, assertEquals } from "@std/assert";
import { clusteredMean } from "../../../lib/analysis/clustered.ts";
import { pairMap } from "../../../lib/analysis/panel/pair_map.ts";

const row = (pair: string, category1: string, category2: string, disagreement: number) => ({
  pair,
  category1,
  category2,
  disagreement,
});

Deno.test("pairMap() puts both orders of two categories together, with clustered intervals", () => {
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
  const expected = clusteredMean([2, 1, 1.5], ["p1", "p1", "p2"]);
  assertEquals([cells[0]!.low, cells[0]!.high], [expected.low, expected.high]);
  assertAlmostEquals(cells[0]!.high_share, 2 / 3, 1e-12);
});

Deno.test("pairMap() takes another threshold", () => {
  const [cell] = pairMap([row("p1", "a", "b", 2), row("p2", "a", "b", 1)], { threshold: 1 });
  assertEquals(cell!.high_share, 1);
});
