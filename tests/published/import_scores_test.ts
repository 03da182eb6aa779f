import { assertEquals, assertRejects } from "@std/assert";
import { csvTextSource } from "../../lib/published/csv_source.ts";
import { parseImportMapping, type ScoresMapping } from "../../lib/published/import_mapping.ts";
import { readImportedScores } from "../../lib/published/import_scores.ts";
import { MISSING } from "../../lib/published/position_table.ts";
import { InputError } from "../../lib/study/input_error.ts";

const mapping = (over: object) =>
  parseImportMapping({
    kind: "scores",
    query: "q",
    value1: "a",
    value2: "b",
    models: { x: { key: "x_1", provider: "f" }, y: { key: "y_1", provider: "g" } },
    ...over,
  }) as ScoresMapping;
const LONG = { model: "m", position1: "p", position2: "r" };
const read = (text: string, over: object) =>
  readImportedScores([csvTextSource(text, "t.csv")], mapping(over));

Deno.test("readImportedScores() shifts to 0 to 6, numbers scenarios and leaves missing cells missing", async () => {
  const { rows, table } = await read(
    "q,a,b,m,p,r,s\nQ1,v,w,x,-3,3,one\nQ1,v,w,y,,0.0,one\nQ2,w,v,x,1,2,two\n",
    { ...LONG, lowest: -3, scenario: "s" },
  );
  assertEquals([rows, table.rows], [3, 2]);
  assertEquals([...table.positions.get("x_1")!.value1], [0, 4]);
  assertEquals([...table.positions.get("y_1")!.value1], [MISSING, MISSING]);
  assertEquals([...table.positions.get("y_1")!.value2], [3, MISSING]);
  assertEquals(table.queries.entry_idx, [0, 1]);
});

Deno.test("readImportedScores() reads a row of several models", async () => {
  const positions = { x: { value1: "p", value2: "r" }, y: { value1: "r", value2: "p" } };
  const { table } = await read("q,a,b,p,r\nQ,v,w,6,0\n", { positions });
  assertEquals([...table.positions.get("y_1")!.value2], [6]);
});

Deno.test("readImportedScores() refuses scores out of range, halves, and a second score", async () => {
  const fault = (rows: string, message: string) =>
    assertRejects(() => read(`q,a,b,m,p,r\n${rows}`, LONG), InputError, message);
  await fault("Q,v,w,x,7,0\n", "t.csv, row 1, p: Expected an integer from 0 to 6");
  await fault("Q,v,w,x,2.5,0\n", "t.csv, row 1, p: Expected an integer");
  await fault(
    "Q,v,w,x,1,1\nQ,v,w,x,1,1\n",
    'row 2: Expected one score per query and model but found a second of "x"',
  );
  await fault("", "Expected at least one row");
});

Deno.test("readImportedScores() refuses a model that the table has nothing of", async () => {
  await assertRejects(
    () => read("q,a,b,m,p,r\nQ,v,w,x,1,1\n", LONG),
    InputError,
    't.csv, m: Expected a score of "y", which the mapping\'s models name, but found none',
  );
});
