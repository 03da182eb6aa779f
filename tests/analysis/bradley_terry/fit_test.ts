import { assert, assertAlmostEquals, assertEquals, assertThrows } from "@std/assert";
import {
  type ComparisonSet,
  comparisonSet,
} from "../../../lib/analysis/bradley_terry/comparisons.ts";
import { fitBradleyTerry } from "../../../lib/analysis/bradley_terry/fit.ts";
import { vectors } from "../vectors.ts";
import { games, PUBLISHED } from "./baseball.ts";

interface Case {
  items: number;
  ridge: number;
  first: number[];
  second: number[];
  nudge: number[];
  outcome: number[];
  scipy: number[];
  choix?: number[];
}

const setOf = (c: Case): ComparisonSet => ({
  items: Array.from({ length: c.items }, (_, i) => `v${i}`),
  first: Int32Array.from(c.first),
  second: Int32Array.from(c.second),
  outcome: Float64Array.from(c.outcome),
  nudge: Float64Array.from(c.nudge),
  cluster: Int32Array.from(c.first, (_, i) => i),
  clusters: c.first.length,
});

Deno.test("fitBradleyTerry() agrees with SciPy's minimiser, and with choix where there is no nudge", () => {
  const cases = vectors<Case>("bradley_terry");
  for (const example of cases) {
    const fit = fitBradleyTerry(setOf(example), { ridge: example.ridge, tolerance: 1e-10 });
    assert(fit.converged);
    const { scipy, choix } = example;
    fit.strengths.forEach((strength, v) => {
      assertAlmostEquals(strength, scipy[v]!, 2e-5);
      if (choix !== undefined) assertAlmostEquals(strength, choix[v]!, 2e-5);
    });
    assertAlmostEquals(fit.nudge, scipy.at(-1)!, 2e-5);
  }
  assertEquals(cases.filter((c) => c.choix !== undefined).length, 2);
});

for (const home of [false, true]) {
  Deno.test(`fitBradleyTerry() gives the published baseball strengths ${home ? "with" : "without"} home advantage`, () => {
    const set = comparisonSet(games(home));
    const fit = fitBradleyTerry(set, { ridge: 0 });
    const baltimore = fit.strengths[set.items.indexOf("Baltimore")]!;
    for (const [team, published] of Object.entries(home ? PUBLISHED.home : PUBLISHED.plain)) {
      assertAlmostEquals(
        fit.strengths[set.items.indexOf(team)]! - baltimore,
        published,
        6e-5,
        team,
      );
    }
    assertAlmostEquals(fit.nudge, home ? PUBLISHED.advantage : 0, 6e-5);
  });
}

Deno.test("fitBradleyTerry() has strengths of mean 0 and keeps a value that always wins finite", () => {
  const wins = Array.from({ length: 5 }, (_, i) => (
    { first: "a", second: "b", outcome: 1, nudge: "neutral", pair: `p${i}` } as const
  ));
  const { strengths, converged } = fitBradleyTerry(comparisonSet(wins));
  assert(converged && strengths[0]! > 0.5 && strengths[0]! < 3);
  assertAlmostEquals(strengths[0]! + strengths[1]!, 0, 1e-12);
});

Deno.test("fitBradleyTerry() with weights is the fit of repeated comparisons", () => {
  const season = games(true);
  const weights = season.map((_, i) => i % 3);
  const repeated = season.flatMap((game, i) => new Array(weights[i]!).fill(game));
  const weighted = fitBradleyTerry(comparisonSet(season), { weights });
  const plain = fitBradleyTerry(comparisonSet(repeated));
  weighted.strengths.forEach((strength, v) =>
    assertAlmostEquals(strength, plain.strengths[v]!, 1e-7)
  );
  assertAlmostEquals(weighted.logLikelihood, plain.logLikelihood, 1e-7);
});

Deno.test("fitBradleyTerry() ends at the same strengths wherever it starts", () => {
  const set = comparisonSet(games(true));
  const near = fitBradleyTerry(set);
  const far = fitBradleyTerry(set, { start: [9, -9, 9, -9, 9, -9, 9, 5] });
  near.strengths.forEach((strength, v) => assertAlmostEquals(far.strengths[v]!, strength, 1e-6));
});

Deno.test("fitBradleyTerry() tells when it has not converged, and throws on a negative ridge", () => {
  const set = comparisonSet(games(false));
  assertEquals(fitBradleyTerry(set, { maxIterations: 1 }).converged, false);
  assertThrows(() => fitBradleyTerry(set, { ridge: -1 }), RangeError, "found -1");
});
