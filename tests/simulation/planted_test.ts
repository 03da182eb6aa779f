import { assert, assertEquals, assertGreater, assertGreaterOrEqual, assertLess } from "@std/assert";
import { scoreTable } from "../../lib/scoring/score_table.ts";
import { isVague, lonerOf, nullPlan } from "../../lib/simulation/plan.ts";
import { simulatedPanel } from "../../lib/simulation/models.ts";
import { countOutcomes } from "../../lib/study/outcome.ts";
import { runStudy, type SimulatedStudy, withSimulation } from "./study.ts";

const MODELS = simulatedPanel.map((model) => model.key);

/** Run once for all tests of this file. */
let planted: Promise<SimulatedStudy> | undefined;
const plantedStudy = () =>
  planted ??= withSimulation({}, (simulation, engine) => runStudy(simulation, engine, 210));
let unplanted: Promise<SimulatedStudy> | undefined;
const unplantedStudy = () =>
  unplanted ??= withSimulation(
    { planted: nullPlan(1) },
    (simulation, engine) => runStudy(simulation, engine, 70),
  );

Deno.test("a simulated study ends every cell in an outcome, most of them answered", async () => {
  const { generation, responses, positions } = await plantedStudy();
  assertGreaterOrEqual(generation.scenarios.length, 200);
  const queries = generation.scenarios.flatMap((s) => s.queries);
  assertEquals(responses.length, queries.length * 12);
  assertEquals(positions.length, responses.length);
  assertGreater(generation.outcomes.generate.declined, 0);
  const counts = countOutcomes(responses.map((r) => r.outcome));
  assertGreater(counts.filtered, 0);
  assertGreater(counts.truncated, 0);
  assertEquals(counts.failed + counts.not_run + counts.unparseable, 0);
  assertGreater(counts.answered / responses.length, 0.99);
  const judged = countOutcomes(positions.map((p) => p.outcome));
  assertEquals([judged.filtered, judged.truncated], [counts.filtered, counts.truncated]);
  assertEquals(judged.answered, counts.answered);
});

Deno.test("a simulated study finds the planted value profiles again (Spearman 0.9 or more)", async () => {
  const study = await plantedStudy();
  const found = profiles(study);
  const pairs = found.map(({ model, category, mean }) =>
    [mean, study.plan.affinity[model]![category]!] as const
  );
  assertEquals(pairs.length, 12 * 13);
  assertGreaterOrEqual(spearman(pairs.map(([x]) => x), pairs.map(([, y]) => y)), 0.9);
});

Deno.test("a simulated study finds the planted profiles of each provider again", async () => {
  const study = await plantedStudy();
  const families = Map.groupBy(simulatedPanel, (model) => model.family);
  const byCell = new Map(profiles(study).map((p) => [`${p.model}|${p.category}`, p.mean]));
  const categories = Object.keys(study.plan.affinity[MODELS[0]!]!);
  const found: number[] = [];
  const truth: number[] = [];
  for (const models of families.values()) {
    for (const category of categories) {
      found.push(mean(models.map((m) => byCell.get(`${m.key}|${category}`)!)));
      truth.push(mean(models.map((m) => study.plan.affinity[m.key]![category]!)));
    }
  }
  assertGreaterOrEqual(spearman(found, truth), 0.9);
});

Deno.test("a simulated study finds the planted vague pairs again", async () => {
  const study = await plantedStudy();
  const pairOf = pairsOf(study);
  const byPair = Map.groupBy(
    scoreTable(study.positions, { all: MODELS }),
    (row) => {
      const { value1, value2 } = pairOf.get(row.query)!;
      return [value1.category, value2.category].sort().join(" | ");
    },
  );
  const ranked = [...byPair].map(([pair, rows]) => ({
    vague: isVague(study.plan, ...pair.split(" | ") as [string, string]),
    disagreement: mean(rows.map((row) => row.disagreement!)),
  })).sort((a, b) => b.disagreement - a.disagreement);
  const count = ranked.filter((pair) => pair.vague).length;
  assertEquals(count, study.plan.vaguePairs.length);
  assert(ranked.slice(0, count).every((pair) => pair.vague && pair.disagreement >= 1.5));
});

Deno.test("a simulated study finds the planted outliers again", async () => {
  const study = await plantedStudy();
  const pairOf = pairsOf(study);
  const alone = outliers(study);
  const expected = [...pairOf].flatMap(([query, { value1, value2 }]) => {
    const loner = lonerOf(study.plan, value1, value2);
    return loner === null ? [] : [`${query} ${loner}`];
  });
  const hits = alone.filter((cell) => expected.includes(cell)).length;
  assertGreater(expected.length, 20);
  assertGreaterOrEqual(hits / alone.length, 0.95);
  assertGreaterOrEqual(hits / expected.length, 0.8);
});

Deno.test("a panel in which nothing was planted shows no profiles, vague pairs, outliers or filters", async () => {
  const study = await unplantedStudy();
  const rows = scoreTable(study.positions, { all: MODELS });
  assertGreater(rows.length, 200);
  assertLess(Math.max(...rows.map((row) => row.disagreement!)), 1.5);
  assertEquals(outliers(study), []);
  assertEquals(countOutcomes(study.responses.map((r) => r.outcome)).answered, rows.length * 12);
  // Under the null the largest of 156 cell means strays by chance alone: well within a third of a step.
  const means = profiles(study).map((p) => p.mean);
  assertLess(Math.max(...means.map(Math.abs)), 0.34);
  assertLess(Math.sqrt(mean(means.map((x) => x * x))), 0.12);
});

/** Mean position per model and category, less the panel's mean of the category. */
function profiles({ positions, ...study }: SimulatedStudy) {
  const pairOf = pairsOf(study as SimulatedStudy);
  const scored = positions.filter((p) => p.value1 !== null).flatMap((p) => {
    const { value1, value2 } = pairOf.get(p.query)!;
    return [
      { model: p.model, category: value1.category, step: p.value1! },
      { model: p.model, category: value2.category, step: p.value2! },
    ];
  });
  return [...Map.groupBy(scored, (s) => s.category)].flatMap(([category, all]) => {
    const models = [...Map.groupBy(all, (s) => s.model)].map(([model, own]) => ({
      model,
      category,
      mean: mean(own.map((s) => s.step)),
    }));
    const panel = mean(models.map((m) => m.mean));
    return models.map((m) => ({ ...m, mean: m.mean - panel }));
  });
}

/** `query model` of responses that differ by 4 or more from at least 9 others on a value. */
function outliers({ positions }: SimulatedStudy): string[] {
  return [...Map.groupBy(positions.filter((p) => p.value1 !== null), (p) => p.query).values()]
    .flatMap((all) =>
      all.filter((one) =>
        (["value1", "value2"] as const).some((value) =>
          all.filter((other) => Math.abs(other[value]! - one[value]!) >= 4).length >= 9
        )
      ).map((one) => `${one.query} ${one.model}`)
    );
}

function pairsOf({ generation }: SimulatedStudy) {
  return new Map(
    generation.scenarios.flatMap((s) => s.queries.map((query) => [query.id, s.pair] as const)),
  );
}

function mean(numbers: readonly number[]): number {
  return numbers.reduce((sum, x) => sum + x, 0) / numbers.length;
}

function spearman(a: readonly number[], b: readonly number[]): number {
  const ranks = (numbers: readonly number[]) => {
    const order = numbers.map((_, i) => i).sort((i, j) => numbers[i]! - numbers[j]!);
    const result = new Array<number>(numbers.length);
    order.forEach((i, rank) => result[i] = rank);
    return result;
  };
  const [x, y] = [ranks(a), ranks(b)];
  const middle = (a.length - 1) / 2;
  const product = (u: number[], v: number[]) =>
    u.reduce((sum, _, i) => sum + (u[i]! - middle) * (v[i]! - middle), 0);
  return product(x, y) / Math.sqrt(product(x, x) * product(y, y));
}
