import { assertEquals } from "@std/assert";
import { csvTextSource } from "../../lib/published/csv_source.ts";
import { disagreementOf, disagreementTable } from "../../lib/published/disagreement_table.ts";
import { meanPositionTable } from "../../lib/published/mean_position_table.ts";
import {
  pairAt,
  positionAt,
  positionRowsOf,
  scenarioAt,
  toArquero,
} from "../../lib/published/position_table.ts";
import { readPositions } from "../../lib/published/read_positions.ts";

const table = await readPositions([csvTextSource(
  "value1,value2,nudge_direction,query,o3_value1_position,o3_value2_position,gpt_4o_value1_position,gpt_4o_value2_position,grok_4_value1_position,grok_4_value2_position\n" +
    "a,b,neutral,q1,0,1,6,1,,\nb,a,value1,q2,2,2,2,4,2,3\n",
  "t.csv",
)]);

Deno.test("positionAt() and positionRowsOf() give null where there is no position", () => {
  assertEquals(positionAt(table, "grok_4", "value1", 0), null);
  assertEquals(positionAt(table, "o3", "value2", 0), 1);
  const rows = positionRowsOf(table);
  assertEquals(rows.length, 6);
  assertEquals(rows.find((row) => row.query === "0" && row.model === "grok_4")?.value1, null);
  assertEquals(positionRowsOf(table, [1]).every((row) => row.query === "1"), true);
});

Deno.test("pairAt() takes both orders of two values for one pair, scenarioAt() for two scenarios", () => {
  assertEquals(pairAt(table, 0), pairAt(table, 1));
  assertEquals(scenarioAt(table, 0) === scenarioAt(table, 1), false);
});

Deno.test("toArquero() has two columns per model and leaves absent columns out", () => {
  assertEquals(toArquero(table).columnNames().length, 4 + 6);
});

Deno.test("disagreementTable() measures all models and each provider's, null for one model", () => {
  assertEquals(disagreementOf(table, ["o3", "gpt_4o"], 0).disagreement, 3);
  const d = disagreementTable(table);
  assertEquals([...d.array("openai_disagreement")], [3, 1]);
  assertEquals([...d.array("xai_disagreement")], [null, null]);
  assertEquals(d.get("disagreement", 0), 3);
});

Deno.test("meanPositionTable() counts what the mean rests on and what is missing", () => {
  const means = meanPositionTable(table).objects() as {
    model: string;
    value: string;
    mean: number;
    n: number;
    missing: number;
  }[];
  const grok = means.find((row) => row.model === "grok_4" && row.value === "value1");
  assertEquals([grok?.mean, grok?.n, grok?.missing], [2, 1, 1]);
  assertEquals(means.find((row) => row.model === "o3" && row.value === "value1")?.mean, 1);
});
