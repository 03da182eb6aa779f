import { assertEquals } from "@std/assert";
import * as aq from "arquero";
import fc from "fast-check";
import { parseCsv } from "../../lib/generation/csv.ts";
import { toCsv } from "../../lib/published/write_csv.ts";

Deno.test("toCsv() writes NA for what is missing and quotes a text that says NA", () => {
  assertEquals(
    toCsv(aq.table({ a: [1, null, NaN], b: ["NA", "", undefined] })),
    'a,b\n1,"NA"\nNA,""\nNA,NA\n',
  );
});

Deno.test("toCsv() is read back as it was", () => {
  fc.assert(
    fc.property(
      fc.array(fc.tuple(fc.string(), fc.string({ unit: "grapheme" })), { minLength: 1 }),
      (rows) => {
        const table = aq.table({
          a: rows.map((row) => row[0]),
          b: rows.map((row) => row[1]),
        });
        assertEquals(parseCsv(toCsv(table)).slice(1), rows.map((row) => [...row]));
      },
    ),
  );
});
