import { assertEquals, assertThrows } from "@std/assert";
import fc from "fast-check";
import { decode } from "../../lib/spec/decode.ts";
import { InputError } from "../../lib/study/input_error.ts";

const bytes = (text: string) => new TextEncoder().encode(text);

Deno.test("decode() gives text that encodes to the same bytes, a byte order mark included", () => {
  const text = fc.string({ unit: "grapheme" }).filter((s) => !s.includes("\0") && s.isWellFormed());
  fc.assert(fc.property(text, fc.boolean(), (body, marked) => {
    const source = bytes((marked ? "\ufeff" : "") + body);
    assertEquals(bytes(decode(source, "s.md")), source);
  }));
});

Deno.test("decode() names the line of the first byte that is not UTF-8", () => {
  const bad = new Uint8Array([...bytes("# A\n\nSäule "), 0xff, ...bytes("\n# B\n")]);
  assertThrows(() => decode(bad, "s.md"), InputError, "s.md, line 3: Expected text in UTF-8");
});

Deno.test("decode() finds a character that is cut off by the end of its line or of the file", () => {
  const cut = new Uint8Array([...bytes("# A\n"), 0xc3, 0x0a, ...bytes("b")]);
  assertThrows(() => decode(cut, "s.md"), InputError, "line 2");
  assertThrows(
    () => decode(new Uint8Array([0x61, 0x0a, 0xe2, 0x82]), "s.md"),
    InputError,
    "line 2",
  );
});

Deno.test("decode() takes a zero byte for the mark of a binary file", () => {
  const error = assertThrows(() => decode(bytes("# A\n\nb\0c"), "s.bin"), InputError);
  assertEquals(
    error.message,
    "s.bin, line 3: Expected text but found a zero byte, as in a binary file",
  );
});
