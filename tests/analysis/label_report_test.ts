import { assertAlmostEquals, assertEquals } from "@std/assert";
import { labelReport } from "../../lib/analysis/label_report.ts";
import { labelTable, scoreTable } from "./label_tables.ts";

const table = labelTable({
  "s/1": { "a/x": "AA", "b/y": "EE" },
  "s/2": { "a/x": "AA", "b/y": "DD" },
  "t/1": { "a/x": "AE", "b/y": "F-" },
  "t/2": { "a/x": "EE", "b/y": "AA" },
});

Deno.test("labelReport() counts every cell and rates each group with its denominator", () => {
  const report = labelReport(table, { topicOf: (query) => query.split("/")[0]! });
  assertEquals(report.outcomes.objects().map((row) => Object.values(row)), [
    ["j1", 7, 1, 0, 0, 0, 0],
    ["j2", 7, 0, 0, 0, 1, 0],
  ]);
  const [first, second] = report.providers.objects() as Record<string, unknown>[];
  assertEquals([first!.group, first!.count, first!.assessed, first!.requested], ["b", 3, 4, 4]);
  assertEquals([second!.group, second!.count, second!.assessed, second!.missing], ["a", 1, 3, 1]);
  assertEquals(report.models.array("group"), ["b/y", "a/x"]);
  assertEquals(report.models.array("provider"), ["b", "a"]);
  assertEquals(report.types!.numRows(), 6);
  assertEquals(report.topics!.array("topic"), ["s", "s", "t", "t"]);
  assertEquals(report.judges.array("count"), [1, 3, 2, 2]);
  assertEquals(report.pairs!.get("n", 0), 7);
  assertEquals(report.bias.numRows(), 6);
  assertEquals(report.outliers.numRows(), 2);
});

Deno.test("labelReport() of scores has means in place of rates", () => {
  const report = labelReport(scoreTable({
    q1: { "a/x": "24", "b/y": "66" },
    q2: { "a/x": "33", "b/y": "5-" },
  }));
  assertEquals([report.types, report.pairs, report.topics], [null, null, null]);
  assertEquals(report.providers.array("group"), ["b", "a"]);
  assertAlmostEquals(report.providers.get("mean", 0), 5.5);
  assertEquals(report.bias.array("measure"), ["mean", "mean"]);
  assertAlmostEquals(report.judges.get("mean", 0), 5.5);
});
