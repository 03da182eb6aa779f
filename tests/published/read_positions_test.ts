import { assert, assertEquals, assertRejects } from "@std/assert";
import { join } from "node:path";
import { openLocal } from "../../lib/published/open_local.ts";
import {
  positionAt,
  type PositionTable,
  scenarioAt,
  toArquero,
} from "../../lib/published/position_table.ts";
import { readPositions } from "../../lib/published/read_positions.ts";
import { InputError } from "../../lib/study/input_error.ts";
import { COLUMNS, layoutColumns, writeLayout } from "./dataset_layout.ts";
import { inFolder } from "../in_folder.ts";

const HEADER = "value1,value2,nudge_direction,query,o3_value1_position,o3_value2_position";

async function read(path: string): Promise<PositionTable> {
  await using open = await openLocal(path);
  return await readPositions(open.sources);
}

Deno.test("readPositions() reads shards in their order with every cell where it was", async () => {
  await inFolder(async (folder) => {
    await Deno.mkdir(join(folder, "data"));
    const shards = ["a", "b"].map((seed) => layoutColumns({ rows: 250, seed, longest: 100_000 }));
    assertEquals([...shards[0]!.keys()], [...COLUMNS]);
    assertEquals(COLUMNS.length, 44);
    for (const [i, columns] of shards.entries()) {
      await writeLayout(join(folder, "data", `all_models-0000${i}-of-00002.parquet`), columns, 100);
    }
    const table = await read(folder);
    assertEquals([table.rows, table.models.length], [500, 12]);
    let missing = 0;
    for (let row = 0; row < 500; row++) {
      const columns = shards[row < 250 ? 0 : 1]!;
      const at = row % 250;
      assertEquals(table.queries.query[row], columns.get("query")![at]);
      for (const { key } of table.models) {
        for (const value of ["value1", "value2"] as const) {
          const cell = columns.get(`${key}_${value}_position`)![at] as bigint | null;
          assertEquals(positionAt(table, key, value, row), cell === null ? null : Number(cell));
          if (cell === null) missing++;
        }
      }
    }
    assert(missing > 0);
    assertEquals(scenarioAt(table, 3), "0/3");
    const arquero = toArquero(table);
    assertEquals([arquero.numRows(), arquero.numCols()], [500, 8 + 24]);
  });
});

Deno.test("readPositions() takes CSV columns by name in any order, responses or not, decimals and gaps", async () => {
  await inFolder(async (folder) => {
    const path = join(folder, "scores.csv");
    await Deno.writeTextFile(
      path,
      `o3_value2_position,query,value2,value1,response_o3,nudge_direction,o3_value1_position,extra\n` +
        `6,"a, ""b""",tact,candour,text,neutral,3.0,x\nNA,c,tact,candour,,value2,,x\n`,
    );
    const table = await read(path);
    assertEquals(table.queries.query, ['a, "b"', "c"]);
    assertEquals([0, 1].map((row) => positionAt(table, "o3", "value1", row)), [3, null]);
    assertEquals([0, 1].map((row) => positionAt(table, "o3", "value2", row)), [6, null]);
    assertEquals(table.queries.rank, null);
  });
});

const row = (cells: string) => `${HEADER}\n${cells}\n`;

const BAD: readonly [what: string, file: string, text: string, message: string][] = [
  ["an empty file", "s.csv", "", "s.csv: Expected a header and rows but found an empty file"],
  ["a header alone", "s.csv", `${HEADER}\n`, "s.csv: Expected at least one row but found none"],
  [
    "a missing column",
    "s.csv",
    "value1,value2\na,b\n",
    "s.csv, nudge_direction: Expected a column of this name",
  ],
  [
    "a position of 7",
    "s.csv",
    row("a,b,neutral,q,7,1"),
    's.csv, row 1, o3_value1_position: Expected an integer from 0 to 6 or an empty cell but found "7"',
  ],
  [
    "a position of -1",
    "s.csv",
    row("a,b,neutral,q,0,-1"),
    "s.csv, row 1, o3_value2_position: Expected an integer from 0 to 6",
  ],
  ["a position of 2.5", "s.csv", row("a,b,neutral,q,2.5,1"), 'found "2.5"'],
  ["a cell that is no number", "s.csv", row("a,b,neutral,q,high,1"), 'found "high"'],
  [
    "an unknown nudge",
    "s.csv",
    row("a,b,left,q,1,1"),
    "s.csv, row 1, nudge_direction: Expected one of neutral, value1, value2",
  ],
  ["an empty value", "s.csv", row(",b,neutral,q,1,1"), "s.csv, row 1, value1: Expected a text"],
  ["a short row", "s.csv", row("a,b,neutral"), "s.csv, row 1: Expected 6 cells but found 3"],
  [
    "an open quote",
    "s.csv",
    row('"a,b,neutral,q,1,1'),
    "s.csv: Expected the quote opened on line 2 to be closed",
  ],
  [
    "a column twice",
    "s.csv",
    `${HEADER},query\na,b,neutral,q,1,1,q\n`,
    "s.csv, query: Expected a column once",
  ],
  [
    "an unknown model",
    "s.csv",
    `${HEADER},gpt_9_value1_position\na,b,neutral,q,1,1,1\n`,
    "s.csv, gpt_9_value1_position: Expected a model key out of",
  ],
  [
    "half a model",
    "s.csv",
    `${HEADER},grok_4_value1_position\na,b,neutral,q,1,1,1\n`,
    "s.csv, grok_4_value2_position: Expected a column",
  ],
  [
    "no positions",
    "s.csv",
    "value1,value2,nudge_direction,query\na,b,neutral,q\n",
    "s.csv: Expected columns such as o3_value1_position",
  ],
  [
    "bytes that are no text",
    "s.csv",
    "PK\u0000\u0001",
    "s.csv: Expected CSV text in UTF-8 or a Parquet file",
  ],
  [
    "a Parquet file that is none",
    "s.parquet",
    "value1\n",
    "s.parquet: Expected a whole Parquet file but found one that is cut or damaged",
  ],
  [
    "an empty Parquet file",
    "s.parquet",
    "",
    "s.parquet: Expected a whole Parquet file but found an empty one",
  ],
];

for (const [what, file, text, message] of BAD) {
  Deno.test(`readPositions() refuses ${what} in one sentence`, async () => {
    await inFolder(async (folder) => {
      const path = join(folder, file);
      await Deno.writeTextFile(path, text);
      const error = await assertRejects(() => read(path), InputError, message);
      assert(!error.message.includes("\n"));
    });
  });
}

Deno.test("readPositions() refuses a truncated Parquet file, wherever it is cut", async () => {
  await inFolder(async (folder) => {
    const path = join(folder, "whole.parquet");
    await writeLayout(path, layoutColumns({ rows: 50 }));
    const bytes = await Deno.readFile(path);
    for (const share of [0.1, 0.5, 0.9, 0.999]) {
      const cut = join(folder, "cut.parquet");
      await Deno.writeFile(cut, bytes.slice(0, Math.floor(bytes.length * share)));
      await assertRejects(() => read(cut), InputError, "cut or damaged");
    }
  });
});

Deno.test("openLocal() refuses nothing, a folder without tables, and a set with a shard gone", async () => {
  await inFolder(async (folder) => {
    await assertRejects(() => read(join(folder, "none.csv")), InputError, "found none");
    await assertRejects(() => read(folder), InputError, "Expected all_models-*.parquet or one CSV");
    await Deno.writeTextFile(join(folder, "all_models-00001-of-00002.parquet"), "");
    await assertRejects(
      () => read(folder),
      InputError,
      "found no all_models-00000-of-00002.parquet",
    );
  });
});
