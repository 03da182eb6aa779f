import { assertAlmostEquals, assertEquals } from "@std/assert";
import fc from "fast-check";
import { disagreement } from "../../lib/scoring/disagreement.ts";
import { scoreTable } from "../../lib/scoring/score_table.ts";
import type { Position } from "../../lib/study/position.ts";

const position = (
  model: string,
  value1: number | null,
  more: Partial<Position> = {},
): Position => ({
  query: "s1/neutral",
  model,
  sample: 0,
  judge: "j",
  repeat: 0,
  outcome: value1 === null ? "filtered" : "answered",
  value1,
  value2: value1 === null ? null : 3,
  confidence: null,
  reasoning: null,
  place: null,
  ...more,
});

Deno.test("scoreTable() rests on the models that have a position and counts the others", () => {
  const rows = scoreTable(
    [position("a", 0), position("b", 6), position("c", null), position("d", 3)],
    { all: ["a", "b", "c", "d"], two: ["a", "c"], none: ["x"] },
  );
  const [all, two, none] = rows;
  assertEquals(rows.map((r) => [r.set, r.n1]), [["all", 3], ["two", 1], ["none", 0]]);
  assertAlmostEquals(all!.disagreement!, Math.sqrt(6));
  assertEquals([all!.outcomes.answered, all!.outcomes.filtered], [3, 1]);
  assertEquals(two!.disagreement, null);
  assertEquals(none!.outcomes.answered, 0);
});

Deno.test("scoreTable() takes the mean of a model's judgings", () => {
  const [row] = scoreTable(
    [
      position("a", 0),
      position("a", 2, { judge: "k" }),
      position("a", null, { judge: "l", outcome: "unparseable" }),
      position("b", 5),
    ],
    { all: ["a", "b"] },
  );
  assertEquals(row!.stdValue1, 2);
  assertEquals([row!.outcomes.answered, row!.outcomes.unparseable], [3, 1]);
});

Deno.test("scoreTable() agrees with disagreement() for single judgings, queries in order", () => {
  fc.assert(
    fc.property(fc.array(fc.array(fc.integer({ min: 0, max: 6 }), { minLength: 2 })), (queries) => {
      const positions = queries.flatMap((steps, q) =>
        steps.map((step, m) => position(`m${m}`, step, { query: `s${q}/neutral` }))
      );
      const rows = scoreTable(positions, { all: Array.from({ length: 20 }, (_, i) => `m${i}`) });
      assertEquals(rows.map((r) => r.query), queries.map((_, q) => `s${q}/neutral`));
      rows.forEach((row, q) =>
        assertEquals(
          row.disagreement,
          disagreement(queries[q]!.map((value1) => ({ value1, value2: 3 }))).disagreement,
        )
      );
    }),
  );
});
