import notes from "../../data/sample_spec.notes.json" with { type: "json" };
import { Random } from "../study/random.ts";

/** Two categories (level 2) whose trade-off a spec leaves open. */
export type CategoryPair = readonly [string, string];

/**
 * What is planted in a simulated panel: the truth that a study of it should find. All rates are from 0 to 1.
 */
export interface Plan {
  readonly seed: string | number;
  /**
   * By model key, then category: how much more (or less) the model favors values of the category than the panel
   * does, in steps of the 0-6 scale. A category or model left out counts 0.
   */
  readonly affinity: Readonly<Record<string, Readonly<Record<string, number>>>>;
  /** Where models take sides, half of them each, because nothing tells them which category comes first. */
  readonly vaguePairs: readonly CategoryPair[];
  /** By model key: the share of value pairs on which the model stands alone against all others. */
  readonly outliers: Readonly<Record<string, number>>;
  /** By model key: the share of queries that it refuses in words. */
  readonly refusers: Readonly<Record<string, number>>;
  /** By model key: the share of queries whose answer its provider withholds. */
  readonly filtered: Readonly<Record<string, number>>;
  /** By model key: the share of answers that break off at the limit of tokens. */
  readonly truncated: Readonly<Record<string, number>>;
}

/**
 * A plan with something of everything: value profiles that models of a provider partly share, two models that
 * stand alone, two that refuse, a few filtered and truncated answers, and as vague pairs those category pairs that
 * the sample spec leaves open (as far as the categories are there), or four drawn at random where none is.
 *
 * @param seed The same seed gives the same plan.
 * @param categories The categories of the study's values.
 * @param panel The models.
 */
export function plantedPlan(
  seed: string | number,
  categories: readonly string[],
  panel: readonly { readonly key: string; readonly family: string }[],
): Plan {
  const random = new Random(seed, "plan");
  const affinity = affinities(random, categories, panel);
  const [loner1, loner2, refuser1, refuser2, filtered1, filtered2, truncated] = random.fork("roles")
    .shuffle(panel.map(({ key }) => key));
  const rates = (...list: [key: string | undefined, rate: number][]) =>
    Object.fromEntries(list.filter(([key]) => key !== undefined));
  return {
    seed,
    affinity,
    vaguePairs: vaguePairs(categories, random.fork("vague")),
    outliers: rates([loner1, 0.08], [loner2, 0.04]),
    refusers: rates([refuser1, 0.07], [refuser2, 0.03]),
    filtered: rates([filtered1, 0.02], [filtered2, 0.01]),
    truncated: rates([truncated, 0.01]),
  };
}

/**
 * Affinities of which providers' models share a part. Each model's add up to 0 over the categories, and each
 * category's over the models: they say what sets a model apart from the panel.
 */
function affinities(
  random: Random,
  categories: readonly string[],
  panel: readonly { readonly key: string; readonly family: string }[],
): Plan["affinity"] {
  const raw = panel.map(({ key, family }) =>
    categories.map((category) => {
      const shared = 0.7 * random.fork(family).fork(category).normal();
      const own = 0.5 * random.fork(key).fork(category).normal();
      return Math.max(-1.6, Math.min(1.6, shared + own));
    })
  );
  const mean = (numbers: readonly number[]) =>
    numbers.reduce((sum, x) => sum + x, 0) / Math.max(numbers.length, 1);
  const rows = raw.map(mean);
  const columns = categories.map((_, c) => mean(raw.map((row) => row[c]!)));
  const all = mean(rows);
  return Object.fromEntries(panel.map(({ key }, m) => [
    key,
    Object.fromEntries(
      categories.map((category, c) => [category, raw[m]![c]! - rows[m]! - columns[c]! + all]),
    ),
  ]));
}

/** A plan in which nothing is planted: all models answer alike but for noise. */
export function nullPlan(seed: string | number): Plan {
  return {
    seed,
    affinity: {},
    vaguePairs: [],
    outliers: {},
    refusers: {},
    filtered: {},
    truncated: {},
  };
}

/** Whether a plan has the pair, in either order. */
export function isVague(plan: Plan, a: string, b: string): boolean {
  return plan.vaguePairs.some(([x, y]) => (x === a && y === b) || (x === b && y === a));
}

/**
 * The model that a plan lets stand alone on a value pair, or null. Vague pairs have none: there everyone has
 * company.
 */
export function lonerOf(
  plan: Plan,
  a: { readonly name: string; readonly category: string },
  b: { readonly name: string; readonly category: string },
): string | null {
  if (isVague(plan, a.category, b.category)) return null;
  const pair = [a.name, b.name].sort().join("|");
  const lots = new Random(plan.seed, "outlier", pair);
  for (const [key, rate] of Object.entries(plan.outliers)) {
    if (lots.fork(key).next() < rate) return key;
  }
  return null;
}

function vaguePairs(categories: readonly string[], random: Random): CategoryPair[] {
  const open = notes.gaps.map((gap) => gap.categories as [string, string]).filter((pair) =>
    pair.every((category) => categories.includes(category))
  );
  if (open.length > 0 || categories.length < 2) return open;
  const all = categories.flatMap((a, i) =>
    categories.slice(i + 1).map((b): CategoryPair => [a, b])
  );
  return random.shuffle(all).slice(0, 4);
}
