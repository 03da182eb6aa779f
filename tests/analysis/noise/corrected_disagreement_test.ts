import { assert, assertAlmostEquals, assertEquals, assertThrows } from "@std/assert";
import {
  correctedDisagreement,
  noiseOf,
  type PositionDraw,
} from "../../../lib/analysis/noise/corrected_disagreement.ts";
import { Random } from "../../../lib/study/random.ts";

const SPREAD = [-1.5, -1.5, -1, -0.5, 0, 0, 0, 0.5, 0.5, 1, 1, 1.5];
const NOISE = { withinModel: 0.5, judge: 0.2 };

/** Queries of 12 models whose true positions on the first value are spread by `scale`, and alike on the second. */
function draws(queries: number, scale: number, samples: number, judgings: number): PositionDraw[] {
  const random = new Random("draws", scale, samples);
  return Array.from(
    { length: queries },
    (_, q) =>
      SPREAD.flatMap((truth, m) =>
        Array.from({ length: samples }, (_, sample) => {
          const answer = [3 + scale * truth, 3].map((x) =>
            x + Math.sqrt(NOISE.withinModel) * random.normal()
          );
          return Array.from({ length: judgings }, (): PositionDraw => {
            const [value1, value2] = answer.map((x) =>
              x + Math.sqrt(NOISE.judge) * random.normal()
            );
            return {
              query: `q${q}`,
              pair: `p${q}`,
              model: `m${m}`,
              sample,
              value1: value1!,
              value2: value2!,
            };
          });
        }).flat()
      ),
  ).flat();
}

const mean = (values: number[]) => values.reduce((sum, x) => sum + x, 0) / values.length;
const sd = (values: readonly number[]) =>
  Math.sqrt(mean(values.map((x) => (x - mean([...values])) ** 2)));

Deno.test("correctedDisagreement() takes off what noise adds, and comes near to the truth", () => {
  const rows = correctedDisagreement(draws(400, 1.4, 2, 2));
  const truth = 1.4 * sd(SPREAD);
  const seen = mean(rows.map((row) => row.disagreement));
  const corrected = mean(rows.map((row) => row.corrected));
  assert(seen > truth + 0.08, `seen ${seen}, true ${truth}`);
  assertAlmostEquals(corrected, truth, 0.03);
});

Deno.test("correctedDisagreement() of models that do not differ falls far below what is seen", () => {
  const rows = correctedDisagreement(draws(300, 0, 2, 2));
  assert(mean(rows.map((row) => row.corrected)) < 0.45 * mean(rows.map((row) => row.disagreement)));
});

Deno.test("correctedDisagreement() takes a noise from elsewhere where nothing is repeated", () => {
  const single = draws(400, 1.4, 1, 1);
  assertThrows(() => correctedDisagreement(single), RangeError, "Expected repeated answers");
  const rows = correctedDisagreement(single, [NOISE, NOISE]);
  assertAlmostEquals(mean(rows.map((row) => row.corrected)), 1.4 * sd(SPREAD), 0.05);
});

Deno.test("correctedDisagreement() of positions without noise is the disagreement itself", () => {
  const none = { withinModel: 0, judge: 0 };
  const rows = correctedDisagreement(draws(5, 1, 1, 1), [none, none]);
  assert(rows.every((row) => row.corrected === row.disagreement && row.models === 12));
});

Deno.test("correctedDisagreement() leaves out queries with fewer than two models", () => {
  const one = { query: "q", pair: "p", model: "m", sample: 0, value1: 1, value2: 1 };
  const rest = { ...one, model: "n", value1: null, value2: null };
  assertEquals(correctedDisagreement([one, rest], [NOISE, NOISE]), []);
});

Deno.test("noiseOf() finds the planted noise", () => {
  const { withinModel, judge } = noiseOf(draws(200, 1, 2, 2), "value1");
  assertAlmostEquals(withinModel, NOISE.withinModel, 0.05);
  assertAlmostEquals(judge, NOISE.judge, 0.02);
});
