import { assertEquals } from "@std/assert";
import { JsonLinesFile } from "../../lib/study/json_lines_file.ts";

Deno.test("JsonLinesFile writes one object a line, each with all columns, over what was there", async () => {
  const path = await Deno.makeTempFile();
  await Deno.writeTextFile(path, "old\n");
  const file = new JsonLinesFile(path, { a: "text", b: "number" });
  file.write([["two\nlines", null]]);
  file.write([["é", 0.5], [null, -1]]);
  file.end();
  assertEquals(
    await Deno.readTextFile(path),
    '{"a":"two\\nlines","b":null}\n{"a":"é","b":0.5}\n{"a":null,"b":-1}\n',
  );
  await Deno.remove(path);
});
