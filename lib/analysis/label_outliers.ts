import { clusteredMean, pOfZero } from "./clustered.ts";
import { clusteredRate } from "./clustered_rate.ts";
import { holm } from "./comparison/adjust.ts";
import type { IntervalOptions } from "./interval.ts";
import type { LabelledResponse } from "./label_responses.ts";

/** How a model stands to the others on the same queries. */
export interface LabelOutlier {
  readonly model: string;
  readonly provider: string;
  /** Its refusal rate, or mean score, on queries for which others have one too. */
  readonly own: number;
  /** The mean of the others' on the same queries, each query counting once. */
  readonly others: number;
  /** `own - others`, paired by query, with its interval. */
  readonly difference: number;
  readonly low: number;
  readonly high: number;
  readonly n: number;
  readonly clusters: number;
  /** Two-sided, adjusted over all models by Holm. */
  readonly p_holm: number;
  /** Queries on which it refuses where nearly all others answer; NaN for scores. */
  readonly refuses_alone: number;
  /** Queries on which it answers where nearly all others refuse; NaN for scores. */
  readonly answers_alone: number;
  /** The rate of both together, with its interval; NaN for scores. */
  readonly alone: number;
  readonly alone_low: number;
  readonly alone_high: number;
}

/** When a response stands alone. */
export interface LabelOutlierOptions extends IntervalOptions {
  /** From which share of the others it must differ, the number rounded up. @default {9 / 11} */
  readonly fraction?: number;
}

/**
 * Compares every model with all others on the same queries: by its refusal rate (or mean score), and by how often
 * it stands alone against at least `fraction` of them, as the paper's outliers do by position. Intervals and tests
 * are clustered; those of all models rest on the same queries and are not independent of each other.
 *
 * @returns The furthest from the others first.
 * @throws {RangeError} If the fraction is out of range.
 */
export function labelOutliers(
  responses: readonly LabelledResponse[],
  options: LabelOutlierOptions = {},
): LabelOutlier[] {
  const { fraction = 9 / 11 } = options;
  if (!(fraction > 0 && fraction <= 1)) {
    throw new RangeError(`Expected fraction to be above 0 and at most 1 but found ${fraction}`);
  }
  const scores = responses.some(({ score }) => score !== null);
  const measured = responses.flatMap((response) => {
    const value = scores ? response.score : response.refusal === null ? null : +response.refusal;
    return value === null ? [] : [{ ...response, value }];
  });
  const totals = new Map<string, { sum: number; n: number }>();
  for (const { query, value } of measured) {
    const total = totals.get(query) ?? { sum: 0, n: 0 };
    totals.set(query, { sum: total.sum + value, n: total.n + 1 });
  }
  const found = [...Map.groupBy(measured, ({ model }) => model)].map(([model, rows]) => {
    const compared = rows.flatMap(({ query, pair, value }) => {
      const { sum, n } = totals.get(query)!;
      return n < 2 ? [] : [{ pair, value, others: (sum - value) / (n - 1), count: n - 1 }];
    });
    const clusters = compared.map(({ pair }) => pair);
    const mean = clusteredMean(compared.map((c) => c.value - c.others), clusters, options);
    // Of a yes or no, the others that differ are those with the other value.
    const alone = compared.map(({ value, others, count }) => {
      const differing = Math.round(Math.abs(value - others) * count);
      return !scores && differing >= Math.ceil(fraction * count - 1e-9);
    });
    const rate = clusteredRate(alone, clusters, options);
    const aloneWith = (value: number) =>
      scores ? NaN : compared.filter((c, i) => alone[i] && c.value === value).length;
    return {
      model,
      provider: rows[0]!.provider,
      own: average(compared.map(({ value }) => value)),
      others: average(compared.map(({ others }) => others)),
      difference: mean.estimate,
      low: mean.low,
      high: mean.high,
      n: mean.n,
      clusters: mean.clusters,
      p: pOfZero(mean),
      refuses_alone: aloneWith(1),
      answers_alone: aloneWith(0),
      alone: scores ? NaN : rate.estimate,
      alone_low: scores ? NaN : rate.low,
      alone_high: scores ? NaN : rate.high,
    };
  });
  const adjusted = holm(found.map(({ p }) => p));
  return found.map(({ p: _, ...row }, i): LabelOutlier => ({ ...row, p_holm: adjusted[i]! }))
    .sort((a, b) => Math.abs(b.difference) - Math.abs(a.difference));
}

const average = (values: readonly number[]) =>
  values.reduce((sum, x) => sum + x, 0) / values.length;
