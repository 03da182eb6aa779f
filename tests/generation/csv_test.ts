import { assertEquals, assertThrows } from "@std/assert";
import fc from "fast-check";
import { parseCsv } from "../../lib/generation/csv.ts";

Deno.test("parseCsv() reads CRLF, LF, quotes, empty cells and a byte order mark", () => {
  assertEquals(parseCsv('\uFEFFa,b,c\r\n1,,"x, ""y""\n z"\r\n\r\n,,\n'), [
    ["a", "b", "c"],
    ["1", "", 'x, "y"\n z'],
    ["", "", ""],
  ]);
});

Deno.test("parseCsv() keeps an empty last cell without a line end", () => {
  assertEquals(parseCsv("a,b\n1,"), [["a", "b"], ["1", ""]]);
});

Deno.test("parseCsv() gives no rows for an empty text", () => {
  assertEquals(parseCsv(""), []);
});

Deno.test("parseCsv() names the line of a quote that is never closed", () => {
  assertThrows(() => parseCsv('a,b\n1,"two\n3,4'), SyntaxError, "opened on line 2");
});

Deno.test("parseCsv() reads back what quoting wrote", () => {
  const cell = fc.string({ unit: fc.constantFrom("a", '"', ",", "\n", "\r", "é") });
  fc.assert(fc.property(fc.array(fc.array(cell, { minLength: 2, maxLength: 4 })), (rows) => {
    const text = rows.map((row) => row.map((c) => `"${c.replaceAll('"', '""')}"`).join(",")).join(
      "\r\n",
    );
    assertEquals(parseCsv(text), rows);
  }));
});
