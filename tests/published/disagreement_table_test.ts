import { assertAlmostEquals, assertEquals } from "@std/assert";
import { disagreementOf, disagreementTable } from "../../lib/published/disagreement_table.ts";
import { smallTable } from "./small_table.ts";

const table = smallTable({
  gpt_4_1: [[0, 3], [2, null]],
  o3: [[6, 3], [2, 4]],
  grok_4: [[3, 3], [null, null]],
});

Deno.test("disagreementOf() is the larger population SD of the models asked for", () => {
  assertEquals(disagreementOf(table, ["gpt_4_1", "o3"], 0).disagreement, 3);
  assertAlmostEquals(disagreementOf(table, undefined, 0).disagreement!, Math.sqrt(6), 1e-12);
  assertEquals(disagreementOf(table, ["gpt_4_1", "o3"], 1).disagreement, 0);
  assertEquals(disagreementOf(table, ["o3", "grok_4"], 1).disagreement, null);
});

Deno.test("disagreementTable() has columns of all models and of each provider, null for one model", () => {
  const found = disagreementTable(table);
  assertEquals(found.array("openai_disagreement"), [3, 0]);
  assertEquals(found.array("openai_std_value2"), [0, null]);
  assertEquals(found.array("xai_disagreement"), [null, null]);
  assertEquals(found.array("query"), ["query 0", "query 1"]);
  assertEquals(found.columnNames().includes("rank"), false);
});
