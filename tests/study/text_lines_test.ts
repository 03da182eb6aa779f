import { assertEquals } from "@std/assert";
import { linesOf } from "../../lib/study/text_lines.ts";

Deno.test("linesOf() gives lines as they are, wherever the pieces are cut", async () => {
  const text = "one\r\n\ntwo \u2028 half\n";
  for (let cut = 0; cut <= text.length; cut++) {
    const pieces = async function* () {
      yield* [text.slice(0, cut), text.slice(cut)];
    };
    assertEquals(await Array.fromAsync(linesOf(pieces())), ["one", "", "two \u2028 half"]);
  }
});

Deno.test("linesOf() gives a line that comes in very many pieces", async () => {
  const pieces = async function* () {
    for (let i = 0; i < 100_000; i++) yield "0123456789";
    yield "\nend";
  };
  const lines = await Array.fromAsync(linesOf(pieces()));
  assertEquals(lines.map(({ length }) => length), [1_000_000, 3]);
});
