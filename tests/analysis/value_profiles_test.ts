import { assertAlmostEquals, assertEquals, assertThrows } from "@std/assert";
import { clusteredMean } from "../../lib/analysis/clustered.ts";
import {
  type ProfileRow,
  valueProfiles,
  valueProfileTable,
} from "../../lib/analysis/value_profiles.ts";

const row = (
  query: string,
  pair: string,
  model: string,
  value1: number | null,
  value2: number | null,
): ProfileRow => ({
  query,
  pair,
  model,
  value1,
  value2,
  category1: "Care",
  category2: "Autonomy",
});

const rows = [
  row("q1", "p1", "o3", 6, 0),
  row("q2", "p1", "o3", 5, 1),
  row("q3", "p2", "o3", 2, null),
  row("q1", "p1", "grok_4", 1, 4),
];

Deno.test("valueProfiles() gives mean, n, missing and clusters per model and category", () => {
  const cells = valueProfiles(rows);
  assertEquals(cells.map((c) => [c.group, c.category, c.n, c.missing, c.clusters]), [
    ["o3", "Autonomy", 2, 1, 1],
    ["o3", "Care", 3, 0, 2],
    ["grok_4", "Autonomy", 1, 0, 1],
    ["grok_4", "Care", 1, 0, 1],
  ]);
  const expected = clusteredMean([6, 5, 2], ["p1", "p1", "p2"]);
  const care = cells[1]!;
  assertAlmostEquals(care.mean, 13 / 3);
  assertEquals([care.low, care.high], [expected.low, expected.high]);
});

Deno.test("valueProfiles() puts a provider's models together", () => {
  const cells = valueProfiles(rows, { groupOf: () => "all" });
  assertEquals(cells.map((c) => [c.group, c.category, c.n]), [["all", "Autonomy", 3], [
    "all",
    "Care",
    4,
  ]]);
  assertAlmostEquals(cells[1]!.mean, 3.5);
});

Deno.test("valueProfiles() counts both positions where both values are of one category", () => {
  const [cell, ...rest] = valueProfiles([{ ...row("q", "p", "o3", 6, 1), category2: "Care" }]);
  assertEquals([cell?.category, cell?.n, cell?.mean, cell?.clusters, rest.length], [
    "Care",
    2,
    3.5,
    1,
    0,
  ]);
});

Deno.test("valueProfileTable() shows no interval where one pair gives none", () => {
  const table = valueProfileTable(rows);
  assertEquals(table.array("low")[0], null);
  assertEquals(table.columnNames().slice(0, 3), ["group", "category", "mean"]);
});

Deno.test("valueProfiles() throws on a model that answers twice", () => {
  assertThrows(() => valueProfiles([rows[0]!, rows[0]!]), RangeError, "found two of q1, o3");
});
