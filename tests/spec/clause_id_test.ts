import { assertEquals } from "@std/assert";
import fc from "fast-check";
import { clauseIds } from "../../lib/spec/clause_id.ts";

const top = (...titles: string[]) =>
  clauseIds(titles.map((title) => ({ title, id: null, parent: null })));

Deno.test("clauseIds() makes ids of letters and digits of any script", () => {
  assertEquals(top("Don't lie — ever!", "Überprüfen Sie 2×", "诚实", "ﬁne"), [
    "don_t_lie_ever",
    "überprüfen_sie_2",
    "诚实",
    "fine",
  ]);
});

Deno.test("clauseIds() names a title without letters or digits clause", () => {
  assertEquals(top("???", "🤖"), ["clause", "clause_2"]);
});

Deno.test("clauseIds() puts the parent before a title that is taken, then a number after it", () => {
  const ids = clauseIds([
    { title: "A", id: null, parent: null },
    { title: "Notes", id: null, parent: 0 },
    { title: "B", id: null, parent: null },
    { title: "Notes", id: null, parent: 2 },
    { title: "Notes", id: null, parent: 2 },
  ]);
  assertEquals(ids, ["a", "notes", "b", "b.notes", "b.notes_2"]);
});

Deno.test("clauseIds() keeps every given id, also one that an earlier title would take", () => {
  const ids = clauseIds([
    { title: "Style", id: null, parent: null },
    { title: "Manner", id: "style", parent: null },
  ]);
  assertEquals(ids, ["style_2", "style"]);
});

Deno.test("clauseIds() are unique, and those of a document do not change when it is continued", () => {
  const heading = fc.record({
    title: fc.constantFrom("A", "B", "a!", "", "A 2", "A_2"),
    id: fc.constant(null),
    parent: fc.constant(null),
  });
  fc.assert(fc.property(fc.array(heading), fc.array(heading), (start, rest) => {
    const ids = clauseIds([...start, ...rest]);
    assertEquals(new Set(ids).size, ids.length);
    assertEquals(clauseIds(start), ids.slice(0, start.length));
  }));
});
