import { assertEquals, assertThrows } from "@std/assert";
import { labelTables } from "../../lib/pipeline/label_tables.ts";
import { simulatedRun } from "./simulated_run.ts";

Deno.test("labelTables() counts every labelled response once, and has the topics of every query", async () => {
  const { run } = await simulatedRun();
  const { types, topics, expressedRows } = labelTables(run);
  const counted = (types.array("count") as number[]).reduce((sum, n) => sum + n, 0);
  assertEquals(counted, run.labels!.responseTypes.filter(({ label }) => label !== null).length);
  assertEquals([...topics.keys()].toSorted(), run.high.map(({ query }) => query).toSorted());
  assertEquals(expressedRows.length, run.labels!.expressed.length);
});

Deno.test("labelTables() refuses a study without labels", async () => {
  const { run } = await simulatedRun();
  assertThrows(() => labelTables({ ...run, labels: null }), RangeError, "found none");
});

Deno.test("labelTables() counts the values of the first of several answers to a query", async () => {
  const { run } = await simulatedRun();
  const second = run.labels!.expressed.map((one) => ({ ...one, sample: 1 }));
  const labels = { ...run.labels!, expressed: [...run.labels!.expressed, ...second] };
  assertEquals(
    labelTables({ ...run, labels }).expressed.objects(),
    labelTables(run).expressed.objects(),
  );
});
