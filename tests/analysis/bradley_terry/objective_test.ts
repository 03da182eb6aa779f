import { assert, assertAlmostEquals } from "@std/assert";
import { comparisonSet } from "../../../lib/analysis/bradley_terry/comparisons.ts";
import { designOf, tallyOf } from "../../../lib/analysis/bradley_terry/design.ts";
import { Objective } from "../../../lib/analysis/bradley_terry/objective.ts";
import { Random } from "../../../lib/study/random.ts";
import { games } from "./baseball.ts";

const set = comparisonSet(games(true));
const random = new Random("objective");
const weights = Float64Array.from(set.first, () => random.int(3));
const point = Float64Array.from({ length: set.items.length + 1 }, () => random.normal());
const STEP = 1e-5;

function objectiveOf(ridge: number): Objective {
  const design = designOf(set);
  return new Objective(design, tallyOf(design, weights), ridge);
}

const moved = (i: number, by: number) => point.map((x, j) => i === j ? x + by : x);

Deno.test("Objective's gradient is the slope of its value", () => {
  const objective = objectiveOf(0.3);
  point.forEach((_, i) => {
    const rise = objective.evaluate(moved(i, STEP)) - objective.evaluate(moved(i, -STEP));
    objective.evaluate(point);
    assertAlmostEquals(objective.gradient[i]!, rise / (2 * STEP), 1e-5);
  });
});

Deno.test("Objective's curvature is the slope of its gradient, and holds the diagonal", () => {
  const objective = objectiveOf(0.3);
  point.forEach((_, i) => {
    objective.evaluate(moved(i, STEP));
    const up = objective.gradient.slice();
    objective.evaluate(moved(i, -STEP));
    const down = objective.gradient.slice();
    objective.evaluate(point);
    const column = new Float64Array(point.length);
    objective.curvature(point.map((_, j) => i === j ? 1 : 0), column);
    column.forEach((value, j) => assertAlmostEquals(value, (up[j]! - down[j]!) / (2 * STEP), 1e-5));
    assertAlmostEquals(objective.diagonal[i]!, column[i]!, 1e-12);
  });
});

Deno.test("Objective stays finite far out", () => {
  const objective = objectiveOf(0);
  const value = objective.evaluate(point.map((_, i) => i === 0 ? 2000 : 0));
  assert(value > 1000 && Number.isFinite(value));
  assert(objective.gradient.every(Number.isFinite));
});
