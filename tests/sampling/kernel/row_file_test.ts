import { assertEquals, assertThrows } from "@std/assert";
import { layRows, RowReader } from "../../../lib/sampling/kernel/row_file.ts";

Deno.test("RowReader reads rows in any order and says where a file ends too early", async () => {
  const path = await Deno.makeTempFile();
  try {
    await Deno.writeFile(path, new Uint8Array(Float32Array.of(9, 1, 2, 3, 4, 5).buffer));
    using reader = new RowReader({ path, offset: 4, rows: 3, dimensions: 2 });
    assertEquals([...reader.read(1, 1)], [3, 4]);
    assertEquals([...reader.read(0, 2)], [1, 2, 3, 4]);
    assertThrows(() => reader.read(1, 2), RangeError, "it ends in row 2");
  } finally {
    await Deno.remove(path);
  }
});

Deno.test("RowReader.readChecked() names the row that is not finite", async () => {
  const path = await Deno.makeTempFile();
  try {
    await Deno.writeFile(path, new Uint8Array(Float32Array.of(1, 2, 3, Infinity).buffer));
    using reader = new RowReader({ path, offset: 0, rows: 2, dimensions: 2 });
    assertThrows(() => reader.readChecked(0, 2), RangeError, "row 1");
  } finally {
    await Deno.remove(path);
  }
});

Deno.test("layRows() puts zeros behind each row", () => {
  const into = new Float32Array(8);
  layRows(Float32Array.of(1, 2, 3, 4, 5, 6), 3, into, 4);
  assertEquals([...into], [1, 2, 3, 0, 4, 5, 6, 0]);
});
