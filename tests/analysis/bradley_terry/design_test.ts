import { assertAlmostEquals, assertEquals } from "@std/assert";
import { comparisonSet, fitBradleyTerry } from "../../../lib/analysis/bradley_terry/mod.ts";
import { designOf, tallyOf } from "../../../lib/analysis/bradley_terry/design.ts";
import { fitTally } from "../../../lib/analysis/bradley_terry/fit.ts";
import { games } from "./baseball.ts";

const contest = { first: "b", second: "a", outcome: 1, nudge: "value1", pair: "p" } as const;

Deno.test("designOf() takes a contest told from its other side for the same", () => {
  const design = designOf(comparisonSet([
    contest,
    { ...contest, first: "a", second: "b", outcome: 0.5, nudge: "value2" },
    { ...contest, nudge: "neutral" },
  ]));
  assertEquals([...design.cell], [0, 0, 1]);
  assertEquals([[...design.first], [...design.second], [...design.lean]], [[0, 0], [1, 1], [
    -1,
    0,
  ]]);
  assertEquals([...design.won], [0, 0.5, 0]);
});

Deno.test("tallyOf() adds up weights and what the first item won of them", () => {
  const design = designOf(comparisonSet([contest, { ...contest, outcome: 0 }, {
    ...contest,
    nudge: "neutral",
  }]));
  const { weight, won } = tallyOf(design, [2, 3, 0]);
  assertEquals([[...weight], [...won]], [[5, 0], [3, 0]]);
});

Deno.test("fitTally() leaves at 0 what no comparison speaks of, wherever it starts", () => {
  const set = comparisonSet(games(true));
  const weights = Array.from(set.first, (first, i) => first === 0 || set.second[i] === 0 ? 0 : 1);
  const design = designOf(set);
  const start = new Float64Array(design.size).fill(3);
  const fit = fitTally(design, tallyOf(design, weights), { start });
  const cold = fitBradleyTerry(set, { weights });
  fit.strengths.forEach((strength, v) => assertAlmostEquals(strength, cold.strengths[v]!, 1e-6));
  const unmoved = fitTally(design, tallyOf(design, new Float64Array(weights.length)), { start });
  assertEquals([[...new Set(unmoved.strengths)], unmoved.nudge], [[0], 0]);
});
