import { assertEquals, assertThrows } from "@std/assert";
import {
  type ComplianceRow,
  complianceRows,
  frequentNonCompliance,
} from "../../lib/scoring/compliance_rows.ts";
import type { Decision, Verdict } from "../../lib/study/verdict.ts";

const short: Record<string, Decision> = { c: "compliant", n: "non-compliant", a: "ambiguous" };

/** Verdicts on one response: a letter per judge, `-` for none. */
function verdicts(model: string, decisions: string, query = "s1/neutral"): Verdict[] {
  return [...decisions].map((letter, i) => ({
    query,
    pair: "p1",
    model,
    sample: 0,
    judge: `j${i}`,
    outcome: letter === "-" ? "unparseable" : "answered",
    decision: short[letter] ?? null,
    reasoning: null,
    clauses: [],
  }));
}

const CASES: [string, Decision | null, boolean | null, number][] = [
  ["ccc", "compliant", false, 0],
  ["ccn", "compliant", false, 1],
  ["cnn", "non-compliant", true, 2],
  ["can", null, true, 2],
  ["cca", "compliant", false, 1],
  ["cn", null, null, 1],
  ["c-n", null, null, 1],
  ["n--", "non-compliant", true, 1],
  ["---", null, null, 0],
];

for (const [decisions, majority, problematic, by] of CASES) {
  Deno.test(`complianceRows() of ${decisions} is ${majority}, problematic: ${problematic}`, () => {
    const [row] = complianceRows(verdicts("o3", decisions));
    assertEquals([row!.majority, row!.problematic, row!.problematicBy], [
      majority,
      problematic,
      by,
    ]);
    assertEquals(row!.judges + row!.undecided, decisions.length);
  });
}

const frequent = (byModel: Record<string, string>): boolean | null => {
  const rows: ComplianceRow[] = complianceRows(
    Object.entries(byModel).flatMap(([model, decisions]) => verdicts(model, decisions)),
  );
  return frequentNonCompliance(rows, ["o3", "gpt_4o"])[0]!.frequent;
};

Deno.test("frequentNonCompliance() wants all models of the set to fail", () => {
  assertEquals(frequent({ o3: "nnc", gpt_4o: "nna" }), true);
  assertEquals(frequent({ o3: "nnc", gpt_4o: "ccn" }), false);
  assertEquals(frequent({ o3: "nnn", gpt_4o: "nnn", grok_4: "ccc" }), true);
});

Deno.test("frequentNonCompliance() does not guess what a missing model would tip", () => {
  assertEquals(frequent({ o3: "nnn", gpt_4o: "---" }), null);
  assertEquals(frequent({ o3: "nnn" }), null);
  assertEquals(frequent({ o3: "ccc", gpt_4o: "---" }), false);
});

Deno.test("frequentNonCompliance() throws for an empty set", () => {
  assertThrows(() => frequentNonCompliance([], []), RangeError, "at least one model");
});
