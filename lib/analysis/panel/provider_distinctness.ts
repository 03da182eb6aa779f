import { Random } from "../../study/random.ts";
import type { DistanceMatrix } from "./pairwise_disagreement.ts";

/** How much a provider's models are alike, and unlike the others'. */
export interface ProviderDistinctness {
  readonly provider: string;
  readonly models: number;
  /** Mean distance between its own models; NaN where it has one. */
  readonly within: number;
  /** Mean distance between its models and all others. */
  readonly between: number;
  /** Mean silhouette of its models, -1 to 1; 0 where it has one model. */
  readonly silhouette: number;
}

/** Distinctness of all providers. */
export interface Distinctness {
  readonly providers: readonly ProviderDistinctness[];
  /** Mean distance between models of different providers minus that between models of the same. */
  readonly gap: number;
  /** The share of random assignments of the models to providers with a gap at least as large. */
  readonly p: number;
  readonly permutations: number;
}

/**
 * Whether models of one provider stand nearer to each other than to others': within and between distances,
 * silhouettes (Rousseeuw 1987), and a permutation test of the gap over the models' providers, in which the
 * assignment found counts as one of all (Phipson and Smyth 2010). With a dozen models the test has little power,
 * and p cannot fall below 1 in the number of distinct assignments.
 *
 * @param providerOf The provider of a model.
 * @throws {RangeError} If all models are of one provider.
 *
 * @example
 * ```ts
 * import { assert } from "@std/assert";
 * import { providerDistinctness } from "./provider_distinctness.ts";
 *
 * const at = [0, 1, 9, 10];
 * const distances = at.map((a) => at.map((b) => Math.abs(a - b)));
 * const found = providerDistinctness(
 *   { names: ["a1", "a2", "b1", "b2"], distances },
 *   (model) => model[0]!,
 * );
 * assert(found.gap === 8 && found.providers[0]?.within === 1);
 * ```
 */
export function providerDistinctness(
  { names, distances }: DistanceMatrix,
  providerOf: (model: string) => string,
  options: { readonly permutations?: number; readonly seed?: string | number } = {},
): Distinctness {
  const { permutations = 9999, seed = "distinctness" } = options;
  const labels = names.map(providerOf);
  const providers = [...new Set(labels)];
  if (providers.length < 2) {
    throw new RangeError(`Expected models of at least two providers but found ${providers.length}`);
  }
  const gap = gapOf(labels, distances);
  const random = new Random(seed);
  let reached = 1;
  for (let i = 0; i < permutations; i++) {
    if (gapOf(random.shuffle(labels), distances) >= gap - 1e-12) reached++;
  }
  return {
    providers: providers.map((provider) => describe(provider, labels, distances)),
    gap,
    p: Number.isNaN(gap) ? NaN : reached / (permutations + 1),
    permutations,
  };
}

/** Mean distance between unlike labels minus that between like ones. */
function gapOf(labels: readonly string[], distances: DistanceMatrix["distances"]): number {
  let [like, likes, unlike, unlikes] = [0, 0, 0, 0];
  for (let i = 0; i < labels.length; i++) {
    for (let j = i + 1; j < labels.length; j++) {
      if (labels[i] === labels[j]) {
        like += distances[i]![j]!;
        likes++;
      } else {
        unlike += distances[i]![j]!;
        unlikes++;
      }
    }
  }
  return unlike / unlikes - like / likes;
}

function describe(
  provider: string,
  labels: readonly string[],
  distances: DistanceMatrix["distances"],
): ProviderDistinctness {
  const own = [...labels.keys()].filter((i) => labels[i] === provider);
  const distance = (i: number, others: readonly number[]) =>
    mean(others.filter((j) => j !== i).map((j) => distances[i]![j]!));
  const rest = [...Map.groupBy(labels.keys(), (i) => labels[i]!)]
    .filter(([name]) => name !== provider)
    .map(([, members]) => members);
  const silhouettes = own.map((i) => {
    if (own.length === 1) return 0;
    const inside = distance(i, own);
    const nearest = Math.min(...rest.map((members) => distance(i, members)));
    const most = Math.max(inside, nearest);
    return most === 0 ? 0 : (nearest - inside) / most;
  });
  return {
    provider,
    models: own.length,
    within: mean(own.flatMap((i) => own.filter((j) => j > i).map((j) => distances[i]![j]!))),
    between: mean(own.flatMap((i) => rest.flat().map((j) => distances[i]![j]!))),
    silhouette: mean(silhouettes),
  };
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, x) => sum + x, 0) / values.length;
}
