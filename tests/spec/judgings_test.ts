import { assertEquals, assertThrows } from "@std/assert";
import {
  byQuery,
  decidingClauses,
  governingClauses,
  judgePairs,
  judgings,
  passes,
} from "../../lib/spec/judgings.ts";
import { verdicts } from "./verdicts.ts";

const response = (...lines: string[]) =>
  judgings(verdicts(...lines.map((line, i) => `p/q m j${i} ${line}`)), ["a", "b", "c"])
    .byResponse[0] ?? [];

Deno.test("judgings() counts what it leaves out", () => {
  const sorted = judgings(
    verdicts("p1/q m j1 + a,no", "p1/q m j2 x a", "p1/q n j1 - no,no,nor", "p2/q m j1 ?"),
    ["a"],
  );
  assertEquals(sorted.byResponse.map((r) => r.map(({ model, judge }) => model + judge)), [
    ["mj1"],
    ["nj1"],
    ["mj1"],
  ]);
  assertEquals([sorted.answered, sorted.unanswered, sorted.unknownClauses], [3, 1, 3]);
  assertEquals([...byQuery(sorted.byResponse)].map(([q, r]) => [q, r.length]), [
    ["p1/q", 2],
    ["p2/q", 1],
  ]);
});

Deno.test("judgings() refuses two verdicts of one judge on one response", () => {
  assertThrows(
    () => judgings(verdicts("p/q m j + a", "p/q m j - a"), ["a"]),
    RangeError,
    'Expected one verdict per response and judge but found two of j on ["p/q","m",0]',
  );
});

Deno.test("judgePairs() gives every two judgings once", () => {
  const pairs = [...judgePairs(response("+", "-", "?"))];
  assertEquals(pairs.map(([a, b]) => a.judge + b.judge), ["j0j1", "j0j2", "j1j2"]);
});

Deno.test("decidingClauses() wants half of the judgings, decided", () => {
  assertEquals([...decidingClauses(response("+ a", "- a,b", "? a,b"))], ["a"]);
  assertEquals([...decidingClauses(response("+ a", "- b", "+ c"))], []);
  assertEquals([...decidingClauses(response("+ a", "- b"))], ["a", "b"]);
  assertEquals([...decidingClauses(response("? a", "? a"))], []);
});

Deno.test("governingClauses() wants half of the judgings, whatever they decide", () => {
  assertEquals([...governingClauses(response("+ a", "- a,b", "? a,b"))], ["a", "b"]);
});

Deno.test("passes() wants more than half of the judgings to be compliant", () => {
  assertEquals(passes(response("+ a", "+ b", "- a")), true);
  assertEquals(passes(response("+ a", "? a")), false);
});
