import { assertEquals } from "@std/assert";
import { csvTextSource } from "../../lib/published/csv_source.ts";
import { readPositions } from "../../lib/published/read_positions.ts";
import { repeatedRows } from "../../lib/published/repeated_rows.ts";

const read = (rows: readonly string[], more = "") =>
  readPositions([
    csvTextSource(
      `value1,value2,nudge_direction,query,o3_value1_position,o3_value2_position${more}\n${
        rows.join("\n")
      }\n`,
      "scores.csv",
    ),
  ]);

Deno.test("repeatedRows() finds the same scenario, nudge and words again, whatever the positions", async () => {
  const rows = ["a,b,neutral,q,1,2", "a,b,value1,q,1,2", "a,b,neutral,other,1,2"];
  assertEquals(repeatedRows(await read(rows)), []);
  assertEquals(
    repeatedRows(await read([...rows, "a,b,neutral,q,5,5", "a,b,neutral,q,1,2"])),
    [{ row: 4, of: 1 }, { row: 5, of: 1 }],
  );
});

Deno.test("repeatedRows() takes the same words of two scenarios for two queries", async () => {
  const more = ",chunk_index,entry_idx";
  const table = await read(["a,b,neutral,q,1,2,0,1", "a,b,neutral,q,1,2,0,2"], more);
  assertEquals(repeatedRows(table), []);
});
