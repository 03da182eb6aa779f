import { assert, assertAlmostEquals, assertEquals } from "@std/assert";
import { multiplicities } from "../../../lib/analysis/bootstrap/replicate.ts";
import { comparisonSet, fitBradleyTerry } from "../../../lib/analysis/bradley_terry/mod.ts";
import { refit } from "../../../lib/analysis/bradley_terry/refit.ts";
import { games } from "./baseball.ts";

const set = comparisonSet(games(true));
const start = new Float64Array(set.items.length + 1);

Deno.test("refit() fits to the comparisons of the clusters drawn", () => {
  const fits = refit({ set, ridge: 1, seed: "s", start, from: 4, to: 6 });
  assertEquals(fits.length, 2 * start.length);
  const counts = multiplicities("s", 5, set.clusters);
  const weights = Array.from(set.cluster, (c) => counts[c]!);
  const expected = fitBradleyTerry(set, { weights });
  expected.strengths.forEach((strength, v) =>
    assertAlmostEquals(fits[start.length + v]!, strength, 1e-4)
  );
  assertAlmostEquals(fits.at(-1)!, expected.nudge, 1e-4);
});

Deno.test("refit() gives a replicate the same bits in any share", () => {
  const all = refit({ set, ridge: 1, seed: "s", start, from: 0, to: 6 });
  const part = refit({ set, ridge: 1, seed: "s", start, from: 3, to: 6 });
  assertEquals(part, all.slice(3 * start.length));
  assert(all[0] !== part[0]);
});
