import { assertEquals } from "@std/assert";
import {
  selfPreferenceInPositions,
  selfPreferenceInVerdicts,
} from "../../lib/scoring/self_preference.ts";
import type { Position } from "../../lib/study/position.ts";
import type { Decision, Verdict } from "../../lib/study/verdict.ts";

const families: Record<string, string> = {
  j1: "one",
  j2: "two",
  m1: "one",
  m2: "two",
  m3: "three",
};
const familyOf = (key: string) => families[key]!;

function verdict(
  scenario: number,
  model: string,
  judge: string,
  decision: Decision | null,
): Verdict {
  return {
    query: `s${scenario}/neutral`,
    pair: `p${scenario}`,
    model,
    sample: 0,
    judge,
    outcome: decision ? "answered" : "unparseable",
    decision,
    reasoning: null,
    clauses: [],
  };
}

Deno.test("selfPreferenceInVerdicts() finds a family that passes its own", () => {
  const verdicts = Array.from({ length: 4 }, (_, s) =>
    ["m1", "m2", "m3"].flatMap((model) => [
      verdict(s, model, "j1", model === "m1" ? "compliant" : "non-compliant"),
      verdict(s, model, "j2", "non-compliant"),
    ])).flat();
  const rows = selfPreferenceInVerdicts(verdicts, familyOf);
  assertEquals(
    rows.map((r) => [r.judgeFamily, r.targetFamily, r.own, r.shift, r.n]),
    [
      ["one", "one", true, 1, 4],
      ["two", "one", false, -1, 4],
      ["one", "two", false, 0, 4],
      ["two", "two", true, 0, 4],
      ["one", "three", false, 0, 4],
      ["two", "three", false, 0, 4],
    ],
  );
});

Deno.test("selfPreferenceInVerdicts() counts ambiguous as not compliant and passes undecided over", () => {
  const rows = selfPreferenceInVerdicts([
    verdict(1, "m1", "j1", "ambiguous"),
    verdict(1, "m1", "j2", "compliant"),
    verdict(2, "m1", "j1", "compliant"),
    verdict(2, "m1", "j2", null),
  ], familyOf);
  assertEquals(rows.map((r) => [r.judgeFamily, r.shift, r.n]), [["one", -1, 1], ["two", 1, 1]]);
});

Deno.test("selfPreferenceInPositions() compares with judges of other families only", () => {
  const position = (judge: string, value1: number): Position => ({
    query: "s1/neutral",
    model: "m1",
    sample: 0,
    judge,
    repeat: 0,
    outcome: "answered",
    value1,
    value2: 2,
    confidence: null,
    reasoning: null,
    place: null,
  });
  const rows = selfPreferenceInPositions([position("j1", 6), position("j2", 2)], familyOf);
  assertEquals(rows.map((r) => [r.own, r.shift]), [[true, 2], [false, -2]]);
  assertEquals(selfPreferenceInPositions([position("j1", 6), position("j1", 2)], familyOf), []);
});
