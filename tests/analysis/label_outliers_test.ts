import { assertAlmostEquals, assertEquals, assertLess, assertThrows } from "@std/assert";
import { labelOutliers } from "../../lib/analysis/label_outliers.ts";
import { labelledResponses } from "../../lib/analysis/label_responses.ts";
import { labelTable, scoreTable } from "./label_tables.ts";

const MODELS = ["a/w", "a/x", "b/y", "b/z"];

function panel(said: (query: number, model: number) => string, queries = 12) {
  return Object.fromEntries(
    Array.from({ length: queries }, (_, q) => [
      `q${q}`,
      Object.fromEntries(MODELS.map((model, m) => [model, said(q, m)])),
    ]),
  );
}

Deno.test("labelOutliers() finds the model that refuses where others answer, and its lone refusals", () => {
  const rows = labelOutliers(labelledResponses(labelTable(
    panel((q, m) => m === 0 && q < 8 ? "DD" : q === 11 && m === 1 ? "AA" : q === 11 ? "EE" : "AA"),
  )));
  const [first] = rows;
  assertEquals(first!.model, "a/w");
  assertAlmostEquals(first!.own, 9 / 12);
  assertAlmostEquals(first!.others, (2 / 3) / 12);
  assertEquals([first!.refuses_alone, first!.answers_alone, first!.n], [8, 0, 12]);
  assertLess(first!.p_holm, 0.01);
  const lone = rows.find((row) => row.model === "a/x")!;
  assertEquals([lone.refuses_alone, lone.answers_alone], [0, 1]);
});

Deno.test("labelOutliers() of models that are alike finds none", () => {
  const rows = labelOutliers(labelledResponses(labelTable(panel((q) => q % 2 ? "AA" : "EE"))));
  assertEquals(rows.map((row) => [row.difference, row.p_holm, row.alone]), [
    [0, 1, 0],
    [0, 1, 0],
    [0, 1, 0],
    [0, 1, 0],
  ]);
});

Deno.test("labelOutliers() of scores compares means and counts nothing as alone", () => {
  const rows = labelOutliers(
    labelledResponses(scoreTable(panel((q, m) => m === 0 ? "55" : q % 2 ? "22" : "33"))),
  );
  assertEquals(rows[0]!.model, "a/w");
  assertAlmostEquals(rows[0]!.difference, 2.5);
  assertEquals(rows[0]!.refuses_alone, NaN);
});

Deno.test("labelOutliers() throws on a fraction out of range", () => {
  assertThrows(
    () => labelOutliers([], { fraction: 0 }),
    RangeError,
    "Expected fraction to be above 0 and at most 1 but found 0",
  );
});
