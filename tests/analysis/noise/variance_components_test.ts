import { assert, assertAlmostEquals, assertEquals } from "@std/assert";
import {
  type DrawRow,
  varianceComponents,
} from "../../../lib/analysis/noise/variance_components.ts";
import { Random } from "../../../lib/study/random.ts";
import { vectors } from "../vectors.ts";

interface Case {
  rows: { m: number; s: number; y: number }[];
  judge: number;
  withinModel: number;
  betweenModel: number;
}

/** Rows of one query: scores by model, answer and judging. */
const query = (id: string, scores: number[][][]): DrawRow[] =>
  scores.flatMap((answers, m) =>
    answers.flatMap((judgings, sample) =>
      judgings.map((score) => ({ query: id, pair: `pair ${id}`, model: `m${m}`, sample, score }))
    )
  );

Deno.test("varianceComponents() of the turnip leaves of Snedecor and Cochran (1967, 10.16) are .3652, .1610, .0067", () => {
  const leaves = [
    [[3.28, 3.09], [3.52, 3.48], [2.88, 2.80]],
    [[2.46, 2.44], [1.87, 1.92], [2.19, 2.19]],
    [[2.77, 2.66], [3.74, 3.44], [2.55, 2.55]],
    [[3.78, 3.87], [4.07, 4.12], [3.31, 3.31]],
  ];
  const { betweenModel, withinModel, judge } = varianceComponents(query("plants", leaves));
  assertAlmostEquals(betweenModel.estimate, 0.3652, 5e-5);
  assertAlmostEquals(withinModel.estimate, 0.1610, 1e-4);
  assertAlmostEquals(judge.estimate, 0.0067, 5e-5);
  assert(Number.isNaN(betweenModel.low));
});

Deno.test("varianceComponents() agree with the nested analysis of variance of statsmodels", () => {
  for (const { rows, ...expected } of vectors<Case>("variance")) {
    const found = varianceComponents(
      rows.map(({ m, s, y }) => ({ query: "q", pair: "p", model: `m${m}`, sample: s, score: y })),
    );
    for (const part of ["judge", "withinModel", "betweenModel"] as const) {
      assertAlmostEquals(found[part].estimate, expected[part], 1e-9, part);
    }
  }
});

/** Queries of unequal numbers of models, answers and judgings; variances 1, 0.5 and 0.25. */
function unequal(queries: number): DrawRow[] {
  const random = new Random("unequal");
  return Array.from({ length: queries }, (_, q) => {
    const level = 3 + random.normal();
    return query(
      `q${q}`,
      Array.from({ length: 2 + random.int(4) }, () => {
        const model = level + random.normal();
        return Array.from({ length: 1 + random.int(3) }, () => {
          const answer = model + Math.sqrt(0.5) * random.normal();
          return Array.from({ length: 1 + random.int(3) }, () => answer + 0.5 * random.normal());
        });
      }),
    );
  }).flat();
}

Deno.test("varianceComponents() finds planted variances where numbers are unequal, with intervals that hold them", () => {
  const { betweenModel, withinModel, judge, queries } = varianceComponents(unequal(1500));
  for (const [part, truth] of [[betweenModel, 1], [withinModel, 0.5], [judge, 0.25]] as const) {
    assertAlmostEquals(part.estimate, truth, 4 * part.standardError);
    assert(part.standardError < 0.06);
  }
  assertEquals(queries, 1500);
});

Deno.test("varianceComponents() gives what is not repeated to the level above", () => {
  const noJudging = varianceComponents(query("q", [[[1], [3]], [[5], [7]]]));
  assertEquals([noJudging.judge.estimate, noJudging.withinModel.estimate], [NaN, 2]);
  const single = varianceComponents(query("q", [[[1]], [[3]]]));
  assertEquals([single.withinModel.estimate, single.betweenModel.estimate], [NaN, 2]);
});

Deno.test("varianceComponents() leaves missing scores out", () => {
  const rows = query("q", [[[1, 2], [3]], [[5], [7, 7]]]);
  const missing = { query: "q", pair: "pair q", model: "m0", sample: 5, score: null };
  assertEquals(varianceComponents([...rows, missing]), varianceComponents(rows));
});
