import { assert, assertAlmostEquals, assertEquals } from "@std/assert";
import { meanPositionTable } from "../../lib/published/mean_position_table.ts";
import { smallTable } from "./small_table.ts";

Deno.test("meanPositionTable() averages what is there and counts what is missing", () => {
  const table = meanPositionTable(smallTable({
    o3: [[0, 6], [4, null], [5, 6]],
    grok_4: [[1, 1], [1, 1], [1, null]],
  }));
  const rows = table.objects() as { model: string; value: string; mean: number; n: number }[];
  const cell = (model: string, value: string) =>
    rows.find((row) => row.model === model && row.value === value)! as never as Record<
      string,
      number
    >;
  assertEquals(rows.length, 4);
  assertAlmostEquals(cell("o3", "value1").mean!, 3, 1e-12);
  assertEquals([cell("o3", "value2").mean, cell("o3", "value2").n, cell("o3", "value2").missing], [
    6,
    2,
    1,
  ]);
  assertEquals(cell("grok_4", "value1").standard_error, 0);
});

Deno.test("meanPositionTable() clusters both orders of two values as one pair", () => {
  const same = [["a", "b"], ["b", "a"], ["c", "d"], ["d", "c"]] as const;
  const apart = [["a", "b"], ["e", "f"], ["c", "d"], ["g", "h"]] as const;
  const rows = { o3: [[0, 0], [0, 0], [6, 6], [6, 6]] as const };
  const error = (pairs: typeof same | typeof apart) =>
    meanPositionTable(smallTable(rows, pairs)).get("standard_error", 0) as number;
  assertEquals(meanPositionTable(smallTable(rows, same)).get("clusters", 0), 2);
  assert(error(same) > error(apart) * 1.2);
});
