import { clusteredMean, pOfZero } from "../clustered.ts";
import { benjaminiHochberg } from "../comparison/adjust.ts";
import type { IntervalOptions } from "../interval.ts";
import { assertOneRowPerCell } from "../rows.ts";
import type { ProfileRow } from "../value_profiles.ts";

/** Where a provider's models stand on a category beside the other providers' on the same queries. */
export interface ProviderContrast {
  readonly provider: string;
  readonly category: string;
  /** Mean over queries of the provider's mean position minus the mean of the other providers' means. */
  readonly difference: number;
  readonly low: number;
  readonly high: number;
  /** Positions of a query's value on which the provider and at least one other stand. */
  readonly n: number;
  readonly clusters: number;
  /** Two-sided: `pOfZero`. */
  readonly p: number;
  /** Adjusted over all providers and categories by Benjamini and Hochberg. */
  readonly p_bh: number;
}

/**
 * What sets providers apart: per provider and category the paired difference to the other providers, each of
 * which counts once however many models it has, with intervals clustered on the value pair. The intervals are one by
 * one: of those that were picked for being large, tell the ones whose `p_bh` is small.
 *
 * @param rows One row per query and model.
 * @param providerOf The provider of a model.
 * @returns By provider in order of first appearance, then by category name.
 * @throws {RangeError} If a query has a model twice.
 *
 * @example
 * ```ts
 * import { assert } from "@std/assert";
 * import { providerContrasts } from "./provider_contrasts.ts";
 *
 * const common = { query: "q", pair: "p", value2: null, category1: "Care", category2: "Law" };
 * const [care] = providerContrasts(
 *   [{ ...common, model: "a1", value1: 6 }, { ...common, model: "b1", value1: 2 }],
 *   (model) => model[0]!,
 * );
 * assert(care?.provider === "a" && care.category === "Care" && care.difference === 4);
 * ```
 */
export function providerContrasts(
  rows: readonly ProfileRow[],
  providerOf: (model: string) => string,
  options: IntervalOptions = {},
): ProviderContrast[] {
  assertOneRowPerCell(rows);
  const providers = [...new Set(rows.map((row) => providerOf(row.model)))];
  const queries = [...Map.groupBy(rows, (row) => row.query).values()];
  const gaps = queries.flatMap((query) =>
    (["value1", "value2"] as const).flatMap((value) => {
      const { pair, category1, category2 } = query[0]!;
      const category = value === "value1" ? category1 : category2;
      const means = new Map(
        [...Map.groupBy(query.filter((row) => row[value] !== null), (row) => providerOf(row.model))]
          .map(([provider, own]) => [provider, mean(own.map((row) => row[value]!))]),
      );
      return [...means].flatMap(([provider, own]) => {
        const others = [...means].filter(([other]) => other !== provider).map(([, m]) => m);
        return others.length === 0 ? [] : [{ provider, category, pair, gap: own - mean(others) }];
      });
    })
  );
  const found = providers.flatMap((provider) =>
    [...Map.groupBy(gaps.filter((gap) => gap.provider === provider), (gap) => gap.category)]
      .sort(([a], [b]) => a < b ? -1 : 1)
      .map(([category, own]) => {
        const mean = clusteredMean(own.map(({ gap }) => gap), own.map(({ pair }) => pair), options);
        const { estimate: difference, low, high, n, clusters } = mean;
        return { provider, category, difference, low, high, n, clusters, p: pOfZero(mean) };
      })
  );
  const adjusted = benjaminiHochberg(found.map(({ p }) => p));
  return found.map((row, i) => ({ ...row, p_bh: adjusted[i]! }));
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, x) => sum + x, 0) / values.length;
}
