import { assertEquals } from "@std/assert";
import { labelledResponses, refusalOf } from "../../lib/analysis/label_responses.ts";
import { labelTable, scoreTable } from "./label_tables.ts";

Deno.test("labelledResponses() gives the majority, and null where two judges part", () => {
  const rows = labelledResponses(labelTable({
    q1: { "a/x": "AA", "a/y": "ED", "b/z": "AE" },
    q2: { "a/x": "FF", "a/y": "F-", "b/z": "FA" },
    q3: { "a/x": "--", "a/y": "-D" },
  }));
  assertEquals(
    rows.map(({ model, judges, label, refusal, filtered }) => [
      model,
      judges,
      label,
      refusal,
      filtered,
    ]),
    [
      ["a/x", 2, "A", false, false],
      ["a/y", 2, null, true, false],
      ["b/z", 2, null, null, false],
      ["a/x", 0, null, true, true],
      ["a/y", 0, null, true, true],
      ["b/z", 1, "A", false, false],
      ["a/x", 0, null, null, false],
      ["a/y", 1, "D", true, false],
    ],
  );
  assertEquals(rows[0]!.provider, "a");
});

Deno.test("labelledResponses() of scores gives their mean", () => {
  const rows = labelledResponses(scoreTable({ q1: { "a/x": "25", "b/y": "-4", "b/z": "--" } }));
  assertEquals(rows.map((row) => [row.score, row.judges, row.refusal]), [
    [3.5, 2, null],
    [4, 1, null],
    [null, 0, null],
  ]);
});

Deno.test("refusalOf() counts a filtered response as a refusal and tells nothing of a failed judging", () => {
  const { rows } = labelTable({ q1: { "a/x": "FA", "a/y": "D-" } });
  assertEquals(rows.map((row) => refusalOf(row, ["E", "D"])), [true, false, true, null]);
});
