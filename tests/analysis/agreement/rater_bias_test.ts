import { assertAlmostEquals, assertEquals } from "@std/assert";
import { raterBias } from "../../../lib/analysis/agreement/rater_bias.ts";
import { ratingsOfTable } from "./examples.ts";

Deno.test("raterBias() compares a rater's share of each label with the others' on the same units", () => {
  const table = [["no", "yes", "yes"], ["no", "no", "yes"], ["no", null, null]];
  const bias = raterBias(ratingsOfTable(table));
  const first = bias.find((row) => row.rater === "r0" && row.measure === "no")!;
  assertEquals([first.own, first.others, first.n], [1, 0.25, 2]);
  assertAlmostEquals(first.difference, 0.75, 1e-12);
  assertEquals(bias.length, 6);
});

Deno.test("raterBias() finds a judge that rates one step too high, with an interval that leaves 0 out", () => {
  const table = Array.from(
    { length: 40 },
    (_, u) => [1 + u % 4, 1 + u % 4, 2 + (u % 4) + (u % 5 === 0 ? 1 : 0)],
  );
  const high = raterBias(ratingsOfTable(table)).find((row) =>
    row.rater === "r2" && row.measure === "mean"
  )!;
  assertAlmostEquals(high.difference, 1.2, 1e-12);
  assertEquals([high.low > 1, high.high < 1.4], [true, true]);
});

Deno.test("raterBias() differences are paired, so that hard units do not blur them", () => {
  const table = Array.from({ length: 30 }, (_, u) => [u % 6, u % 6]);
  const [row] = raterBias(ratingsOfTable(table)).filter((r) => r.measure === "mean");
  assertEquals([row!.difference, row!.low, row!.high], [0, 0, 0]);
});
