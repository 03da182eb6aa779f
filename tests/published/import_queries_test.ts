import { assertEquals, assertRejects, assertThrows } from "@std/assert";
import { csvTextSource } from "../../lib/published/csv_source.ts";
import { parseImportMapping } from "../../lib/published/import_mapping.ts";
import {
  importedModel,
  ImportedQueries,
  importedRows,
} from "../../lib/published/import_queries.ts";
import { InputError } from "../../lib/study/input_error.ts";

const mapping = (over: object = {}) =>
  parseImportMapping({
    kind: "scores",
    query: "q",
    value1: "a",
    value2: "b",
    model: "m",
    position1: "p",
    position2: "r",
    models: { x: { key: "x", provider: "f" } },
    ...over,
  });
const row = (cells: Record<string, string>) => (column: string) => cells[column] ?? null;
const where = { file: "t.csv", row: 1 };

Deno.test("ImportedQueries joins the queries of a scenario, and one query's rows", () => {
  const queries = new ImportedQueries(
    mapping({ scenario: ["s", "t"], nudge: "n", nudges: { none: "neutral", up: "value1" } }),
  );
  assertEquals(queries.columns, ["q", "a", "b", "n", "s", "t"]);
  const base = { a: "candour", b: "tact", s: "1", t: "2" };
  const first = queries.add(row({ ...base, q: "Is it good?", n: "none" }), where);
  assertEquals(queries.add(row({ ...base, q: "Is it good?", n: "none" }), where) === first, true);
  queries.add(row({ ...base, q: "Say it!", n: "up" }), where);
  queries.add(row({ ...base, q: "Another", n: "none", t: "3" }), where);
  assertEquals(queries.scenarios.map((s) => s.queries.map((query) => query.nudge)), [
    ["neutral", "value1"],
    ["neutral"],
  ]);
  const fault = (cells: Record<string, string>, message: string) =>
    assertThrows(() => queries.add(row({ ...base, ...cells }), where), InputError, message);
  fault({ q: "Other words", n: "none" }, "t.csv, row 1, q: Expected one neutral query");
  fault({ q: "?", n: "down" }, 't.csv, row 1, n: Expected one of none, up but found "down"');
  fault({ q: "?", n: "up", a: "thrift" }, "Expected one value pair in a scenario");
  fault({ q: " ", n: "up" }, "t.csv, row 1, q: Expected a text but found an empty cell");
});

Deno.test("ImportedQueries makes every query a scenario where none is named", () => {
  const queries = new ImportedQueries(mapping());
  for (const q of ["one", "two", "one"]) queries.add(row({ q, a: "x", b: "y" }), where);
  assertEquals(queries.scenarios.length, 2);
  assertEquals(queries.scenarios[0]!.queries[0]!.generator, "imported");
});

Deno.test("importedRows() goes through files in turn and names a column that one lacks", async () => {
  const [one, two] = ["q,x\na,1\nb,2\n", "q\nc\n"].map((text, i) =>
    csvTextSource(text, `${i}.csv`)
  );
  const seen: unknown[] = [];
  for await (const { cell, where } of importedRows([one!, two!], ["q"])) {
    seen.push([cell("q"), where.file, where.row]);
  }
  assertEquals(seen, [["a", "0.csv", 1], ["b", "0.csv", 2], ["c", "1.csv", 1]]);
  await assertRejects(
    async () => void await Array.fromAsync(importedRows([one!, two!], ["x"])),
    InputError,
    "1.csv, x: Expected a column of this name but found q",
  );
});

Deno.test("importedModel() knows the mapping's models alone", () => {
  assertEquals(importedModel("x", mapping(), {}), "x");
  assertThrows(() => importedModel("toString", mapping(), {}), InputError, 'found "toString"');
});
