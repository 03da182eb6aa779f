import { assertEquals, assertRejects } from "@std/assert";
import { readColumns } from "../../lib/published/column_source.ts";
import { jsonlSource } from "../../lib/published/jsonl_source.ts";
import { openLocal } from "../../lib/published/open_local.ts";
import { InputError } from "../../lib/study/input_error.ts";

async function withFile(text: string | Uint8Array, body: (path: string) => Promise<void>) {
  const path = await Deno.makeTempFile({ suffix: ".jsonl" });
  try {
    await Deno.writeFile(path, typeof text === "string" ? new TextEncoder().encode(text) : text);
    await body(path);
  } finally {
    await Deno.remove(path);
  }
}

Deno.test("jsonlSource() reads fields as columns, with empty cells where a line has none", async () => {
  await withFile('{"a":"x","b":1}\r\n\n{"b":2,"__proto__":"p"}', async (path) => {
    const source = await jsonlSource(path);
    assertEquals([...source.columns], ["a", "b", "__proto__"]);
    const cells = await readColumns(source, ["b", "a", "__proto__"]);
    assertEquals(cells.get("a"), ["x", null]);
    assertEquals(cells.get("b"), [1, 2]);
    assertEquals(cells.get("__proto__"), [null, "p"]);
    await using open = await openLocal(path);
    assertEquals(open.sources[0]!.rows, 2);
  });
});

Deno.test("jsonlSource() names the row of a line that is no object", async () => {
  const fault = async (text: string | Uint8Array, message: string) => {
    await withFile(text, async (path) => {
      await assertRejects(() => jsonlSource(path), InputError, message);
    });
  };
  await fault('{"a":1}\n[1]\n', "row 2: Expected a JSON object on every line");
  await fault('{"a":1}\n{"a":\n', "row 2: Expected a JSON object on a line of its own");
  await fault(new Uint8Array([0xff, 0xfe]), "Expected text in UTF-8");
});
