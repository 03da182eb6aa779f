import { assertEquals, assertRejects } from "@std/assert";
import { localBuffer } from "../../lib/published/local_buffer.ts";

Deno.test("localBuffer() reads pieces anywhere, to the end where none is given", async () => {
  const path = await Deno.makeTempFile();
  await Deno.writeTextFile(path, "abcdef");
  {
    await using file = await localBuffer(path);
    const text = async (start: number, end?: number) =>
      new TextDecoder().decode(await file.slice(start, end));
    assertEquals(file.byteLength, 6);
    assertEquals(await Promise.all([text(0, 2), text(4), text(3, 3)]), ["ab", "ef", ""]);
  }
  await Deno.remove(path);
});

Deno.test("localBuffer() says that a file got shorter, and fails for one that is not there", async () => {
  const path = await Deno.makeTempFile();
  await Deno.writeTextFile(path, "abcdef");
  {
    await using file = await localBuffer(path);
    await Deno.truncate(path, 3);
    await assertRejects(
      async () => await file.slice(2, 6),
      RangeError,
      "to have 6 bytes but it ends at 3",
    );
  }
  await Deno.remove(path);
  await assertRejects(() => localBuffer(path));
});
