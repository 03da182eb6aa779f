import { assertAlmostEquals, assertEquals } from "@std/assert";
import type { ExpressedRow } from "../../../lib/analysis/expressed_profiles.ts";
import { coOccurrence } from "../../../lib/analysis/panel/co_occurrence.ts";

/** 30 queries; A shows Care on the first 20 and Law on the rest, B shows Care on every other one, else Law. */
const rows: ExpressedRow[] = Array.from({ length: 30 }, (_, i) => [
  { query: `q${i}`, pair: `p${i}`, model: "a", categories: [i < 20 ? "Care" : "Law", null] },
  {
    query: `q${i}`,
    pair: `p${i}`,
    model: "b",
    categories: i < 18 && i % 2 === 0 ? ["Care", "Law"] : ["Law"],
  },
]).flat();

Deno.test("coOccurrence() is the share of A's queries on which B shows the category", () => {
  const cells = coOccurrence(rows);
  const cell = cells.find((c) =>
    c.model_a === "a" && c.category_a === "Care" && c.model_b === "b" && c.category_b === "Care"
  )!;
  assertEquals([cell.given, cell.both, cell.probability], [20, 9, 0.45]);
  assertAlmostEquals(cell.base, 0.3, 1e-12);
  assertAlmostEquals(cell.lift, 1.5, 1e-12);
  assertEquals(cell.low < 0.45 && cell.high > 0.45, true);
});

Deno.test("coOccurrence() leaves out what rests on few queries, and names without a category", () => {
  const cells = coOccurrence(rows, { minGiven: 10 });
  assertEquals(cells.some((c) => c.model_a === "b" && c.category_a === "Care"), false);
  assertEquals(new Set(cells.map((c) => c.category_b)), new Set(["Care", "Law"]));
  assertEquals(coOccurrence(rows, { minGiven: 31 }), []);
});

Deno.test("coOccurrence() counts only queries on which both were read", () => {
  const some = rows.map((row) =>
    row.model === "b" && row.query < "q2" ? { ...row, categories: null } : row
  );
  const cell = coOccurrence(some, { given: ["a"], shown: ["b"], minGiven: 1 })
    .find((c) => c.category_a === "Care" && c.category_b === "Law")!;
  // Left out are q0, q1 and q10 to q19.
  assertEquals([cell.given, cell.both, cell.probability], [8, 8, 1]);
});

Deno.test("coOccurrence() takes the models asked for", () => {
  const cells = coOccurrence(rows, { given: ["b"], shown: ["a", "b"] });
  assertEquals(new Set(cells.map((c) => `${c.model_a} ${c.model_b}`)), new Set(["b a"]));
  assertEquals(coOccurrence(rows, { given: ["none"] }), []);
});
