import { assertEquals } from "@std/assert";
import fc from "fast-check";
import { ResponseRows } from "../../lib/scoring/response_rows.ts";
import { ShownTogether } from "../../lib/scoring/shown_together.ts";
import { response } from "./fixtures.ts";

Deno.test("ShownTogether puts the answered responses of a query and sample into one group", () => {
  const rows = ResponseRows.from([
    response("a"),
    response("b", { outcome: "truncated" }),
    response("a", { query: "s2/neutral" }),
    response("c"),
    response("a", { sample: 1 }),
  ]);
  const shown = new ShownTogether(rows, true);
  assertEquals(shown.count, 3);
  assertEquals([...shown.groupOf], [0, -1, 1, 0, 2]);
  assertEquals([0, 1, 2].map((group) => shown.of(group)), [[0, 3], [2], [4]]);
  assertEquals([0, 1, 2].map((group) => shown.name(group)), [
    "s1/neutral#0",
    "s2/neutral#0",
    "s1/neutral#1",
  ]);
});

Deno.test("ShownTogether shows each response by itself when asked to", () => {
  const shown = new ShownTogether(ResponseRows.from([response("a"), response("b")]), false);
  assertEquals([0, 1].map((group) => shown.of(group)), [[0], [1]]);
  assertEquals(shown.name(1), "s1/neutral#0#b");
});

Deno.test("ShownTogether shows every answered response once, in whatever order they come", () => {
  const cell = fc.record({ query: fc.constantFrom("q1", "q2", "q3"), sample: fc.nat({ max: 2 }) });
  fc.assert(fc.property(fc.array(cell, { maxLength: 30 }), (cells) => {
    const rows = ResponseRows.from(cells.map((more, i) => response(`m${i}`, more)));
    const shown = new ShownTogether(rows, true);
    const members = Array.from({ length: shown.count }, (_, group) => shown.of(group));
    assertEquals(members.flat().toSorted((a, b) => a - b), cells.map((_, i) => i));
    const expected = Map.groupBy(cells.keys(), (i) => `${cells[i]!.query}#${cells[i]!.sample}`);
    assertEquals(members, [...expected.values()]);
  }));
});
