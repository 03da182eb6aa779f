import { assert, assertEquals, assertThrows } from "@std/assert";
import fc from "fast-check";
import { touchedQueries } from "../../lib/spec/touched.ts";
import { verdicts } from "./verdicts.ts";

const many = verdicts(
  ...Array.from({ length: 40 }, (_, i) => `p${i}/neutral m j + ${i % 2 ? "a" : "b"}`),
  ...Array.from({ length: 40 }, (_, i) => `p${i}/value1 m j - c`),
);

Deno.test("touchedQueries() finds what relies on a clause and what is named", () => {
  const { touched, heldOut, untouched } = touchedQueries(
    verdicts("p1/q m j + a", "p1/q n j + b", "p2/q m j + b,a", "p3/q m j ?", "p4/q m j + b"),
    { clauses: ["a"], queries: ["p3/q"], heldOutFraction: 0, seed: 1 },
  );
  assertEquals([touched, heldOut, untouched], [["p1/q", "p2/q", "p3/q"], [], ["p4/q"]]);
});

Deno.test("touchedQueries() parts the queries, holding out whole pairs of the touched ones", () => {
  const seeds = fc.oneof(fc.integer(), fc.string());
  fc.assert(fc.property(seeds, fc.double({ min: 0, max: 0.99, noNaN: true }), (seed, fraction) => {
    const split = touchedQueries(many, { clauses: ["a", "c"], heldOutFraction: fraction, seed });
    const all = [...split.touched, ...split.heldOut, ...split.untouched];
    assertEquals(all.toSorted(), [...new Set(many.map(({ query }) => query))].sort());
    const pairs = (queries: readonly string[]) => new Set(queries.map((q) => q.split("/")[0]));
    assertEquals(pairs(split.touched).intersection(pairs(split.heldOut)).size, 0);
    assertEquals(pairs(split.heldOut).size, Math.round(fraction * 40));
  }));
});

Deno.test("touchedQueries() holds out the same pairs for the same seed, whatever the order of verdicts", () => {
  const options = { clauses: ["a"], seed: "s" };
  const { heldOut } = touchedQueries(many, options);
  assertEquals(heldOut.length, 6);
  assertEquals(touchedQueries(many.toReversed(), options).heldOut.toSorted(), heldOut.toSorted());
  const other = touchedQueries(many, { ...options, seed: "t" }).heldOut;
  assert(other.join() !== heldOut.join());
});

Deno.test("touchedQueries() holds out a pair for a wider edit in the same order", () => {
  const held = (clauses: string[], heldOutFraction: number) =>
    new Set(
      touchedQueries(many, { clauses, heldOutFraction, seed: 5 }).heldOut.map((q) =>
        q.split("/")[0]
      ),
    );
  const few = held(["c"], 0.2);
  const more = held(["c"], 0.5);
  assertEquals([few.size, more.size, few.isSubsetOf(more)], [8, 20, true]);
});

Deno.test("touchedQueries() refuses to hold out all", () => {
  assertThrows(
    () => touchedQueries(many, { clauses: [], heldOutFraction: 1, seed: 1 }),
    RangeError,
    "Expected heldOutFraction to be at least 0 and below 1 but found 1",
  );
});
