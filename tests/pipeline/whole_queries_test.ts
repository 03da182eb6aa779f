import { assert, assertEquals, assertThrows } from "@std/assert";
import fc from "fast-check";
import { wholeQueries } from "../../lib/pipeline/whole_queries.ts";

Deno.test("wholeQueries() loses no row and takes no query apart", () => {
  const counts = fc.array(fc.integer({ min: 1, max: 5 }), { maxLength: 12 });
  fc.assert(fc.property(counts, fc.integer({ min: 1, max: 8 }), (sizes, size) => {
    const rows = sizes.flatMap((n, q) =>
      Array.from({ length: n }, (_, i) => ({ query: `q${q}`, i }))
    );
    const pieces = [...wholeQueries(rows, size)];
    assertEquals(pieces.flat(), rows);
    const places = pieces.flatMap((piece, at) => piece.map(({ query }) => `${query} ${at}`));
    assertEquals(new Set(places).size, sizes.length);
    assert(pieces.slice(0, -1).every((piece) => piece.length >= size));
  }));
});

Deno.test("wholeQueries() throws where a query comes back", () => {
  const rows = ["q1", "q2", "q1"].map((query) => ({ query }));
  assertThrows(() => [...wholeQueries(rows)], RangeError, "found q1 in two places");
});
