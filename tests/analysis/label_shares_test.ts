import { assertAlmostEquals, assertEquals } from "@std/assert";
import { labelledResponses } from "../../lib/analysis/label_responses.ts";
import { labelShares } from "../../lib/analysis/label_shares.ts";
import { labelTable } from "./label_tables.ts";

Deno.test("labelShares() sum to 1 over the labels that judges agree on, and bound the others", () => {
  const responses = labelledResponses(labelTable({
    q1: { "a/x": "AA" },
    q2: { "a/x": "AA" },
    q3: { "a/x": "EE" },
    q4: { "a/x": "AE" },
  }));
  const shares = labelShares(responses, ["A", "E", "D"], ({ model }) => model);
  assertEquals(shares.map(({ label, count, assessed }) => [label, count, assessed]), [
    ["A", 2, 3],
    ["E", 1, 3],
    ["D", 0, 3],
  ]);
  assertAlmostEquals(shares.reduce((sum, { rate }) => sum + rate, 0), 1);
  assertEquals([shares[0]!.lower_bound, shares[0]!.upper_bound], [0.5, 0.75]);
});
