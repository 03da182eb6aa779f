import { assertEquals } from "@std/assert";
import { columnsOf, inPieces, mapped, prefixed } from "../../lib/cli/table_rows.ts";

Deno.test("mapped() makes a row of each, in order and numbered, and only when it is asked for", async () => {
  let made = 0;
  const rows = mapped(["a", "b", "c"], (row, i) => (made++, `${row}${i}`));
  assertEquals((await rows.next()).value, "a0");
  assertEquals(made, 1);
  assertEquals(await Array.fromAsync(rows), ["b1", "c2"]);
});

Deno.test("inPieces() reads some hundred at a time and loses none", async () => {
  const pieces: number[] = [];
  const rows = inPieces(Array.from({ length: 1_201 }, (_, i) => i), (piece) => {
    pieces.push(piece.length);
    return Promise.resolve(piece.map((i) => -i));
  });
  assertEquals((await rows.next()).value, -0);
  assertEquals(pieces, [500]);
  const rest = await Array.fromAsync(rows);
  assertEquals([rest.length, rest.at(-1), pieces], [1_200, -1_200, [500, 500, 201]]);
});

Deno.test("columnsOf() and prefixed() name a field alike", () => {
  const columns = columnsOf("cells_", ["not_run", "Family 1"], "integer");
  assertEquals(Object.values(columns), ["integer", "integer"]);
  const row = prefixed("cells_", { not_run: 2, "Family 1": 3 });
  assertEquals(Object.keys(row), Object.keys(columns));
  assertEquals(Object.values(row), [2, 3]);
  assertEquals(prefixed("cells_", null), {});
});
