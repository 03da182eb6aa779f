import { assertEquals } from "@std/assert";
import { coarseClauses } from "../../lib/spec/granularity.ts";
import { judgings } from "../../lib/spec/judgings.ts";
import { verdicts } from "./verdicts.ts";

const PLACES: Record<string, number> = { low: 0, lowish: 2, high: 3, top: 6 };
const find = (...lines: string[]) =>
  coarseClauses(
    judgings(verdicts(...lines), ["a", "b"]),
    (_, model) => {
      const value1 = PLACES[model];
      return value1 === undefined ? undefined : { value1, value2: 3 };
    },
    1.5,
  ).map(({ clauses, cases }) => [
    clauses.join(),
    cases.map(({ query, hit }) => query + (hit ? "!" : "")).join(" "),
  ]);

Deno.test("coarseClauses() finds clauses under which responses half a spectrum apart all pass", () => {
  assertEquals(find("p/q low j + a", "p/q high j + a"), [["a", "p/q!"]]);
  assertEquals(find("p/q lowish j + a", "p/q high j + a"), [["a", "p/q"]]);
});

Deno.test("coarseClauses() finds none where the clause stops a response", () => {
  assertEquals(find("p/q low j + a", "p/q high j + a", "p/q top j - a"), [["a", "p/q"]]);
  assertEquals(find("p/q low j + a", "p/q high j + a", "p/q top j - b"), [["a", "p/q!"]]);
});

Deno.test("coarseClauses() wants two responses of known position under the clause", () => {
  assertEquals(find("p/q low j + a", "p/q unknown j + a", "p/q top j + b"), []);
});

Deno.test("coarseClauses() goes by most judges", () => {
  assertEquals(
    find("p/q low j + a", "p/q top j1 + a", "p/q top j2 + a,b", "p/q top j3 - b"),
    [["a", "p/q!"]],
  );
});
