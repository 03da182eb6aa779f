import { assertAlmostEquals, assertEquals } from "@std/assert";
import { meanShift } from "../../lib/scoring/mean_shift.ts";

Deno.test("meanShift() clusters the queries of a scenario", () => {
  const observations = [
    { query: "s1/neutral", x: 1 },
    { query: "s1/value1", x: 1 },
    { query: "s2/neutral", x: 4 },
    { query: "s2/value1", x: 4 },
  ];
  const { shift, standardError, n } = meanShift(observations);
  assertEquals([shift, n], [2.5, 4]);
  // Two clusters with sums -3 and 3: sqrt(2 * (9 + 9)) / 4.
  assertAlmostEquals(standardError!, 1.5);
});

Deno.test("meanShift() gives null for what cannot be told", () => {
  assertEquals(meanShift([]), { shift: null, standardError: null, n: 0 });
  assertEquals(meanShift([{ query: "s1/neutral", x: 2 }]), { shift: 2, standardError: null, n: 1 });
});
