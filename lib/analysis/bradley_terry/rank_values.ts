import { inWorkers, shares } from "../bootstrap/shares.ts";
import { rankHere, type RankTask, type ValueRanking } from "./rank_here.ts";

export type { RankedStrength, RankTask, ValueRanking } from "./rank_here.ts";

/** Below so many comparisons times fits a worker costs more than it saves. */
const SMALL = 2e6;

/**
 * Ranks the values of several models, the models shared out to workers.
 *
 * @param options `workers`: how many; 0 works here. The results are the same to the last bit for any number. `signal`
 * stops it: workers at once, work here after the model in hand.
 * @returns By task, in the tasks' order.
 *
 * @example
 * ```ts
 * import { assert } from "@std/assert";
 * import { comparisonSet } from "./comparisons.ts";
 * import { rankValues } from "./rank_values.ts";
 *
 * const values = comparisonSet(Array.from({ length: 30 }, (_, i) => (
 *   { first: "Care", second: "Law", outcome: i % 5 ? 1 : 0, nudge: "neutral", pair: `p${i}` }
 * )));
 * const [model] = await rankValues([{ values, ranked: values, splits: 10, replicates: 20 }]);
 * assert(model?.strengths[0]?.item === "Care" && model.accuracy!.accuracy > 0.6);
 * ```
 */
export async function rankValues(
  tasks: readonly RankTask[],
  { workers = navigator.hardwareConcurrency, signal }: {
    readonly workers?: number;
    readonly signal?: AbortSignal;
  } = {},
): Promise<ValueRanking[]> {
  if (tasks.length === 0) return [];
  const work = tasks.reduce(
    (sum, { values, splits, replicates }) => sum + values.first.length * (splits + replicates),
    0,
  );
  const parts = await inWorkers(
    shares(tasks.length, work < SMALL ? 0 : workers).map(({ from, to }) => tasks.slice(from, to)),
    import.meta.resolve("./rank_values_worker.ts"),
    (part) => rankHere(part, signal),
    signal,
  );
  return parts.flat();
}
