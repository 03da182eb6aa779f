import type { ClusterSums } from "./cluster_sums.ts";
import { type ReplicateTask, replicateTotals } from "./replicate.ts";
import { inWorkers, rowsOf, shares } from "./shares.ts";

/** Options of {@linkcode clusterBootstrap}. */
export interface BootstrapOptions {
  /** How many times clusters are drawn. @default {2000} */
  readonly replicates?: number;
  /** @default {"bootstrap"} */
  readonly seed?: string | number;
  /**
   * How many workers share the replicates; 0 runs here. The result is the same for any number. Small work runs
   * here in any case. @default {navigator.hardwareConcurrency}
   */
  readonly workers?: number;
}

/** Below so many multiplications a worker costs more than it saves. */
const SMALL = 2e7;

/**
 * Draws clusters with replacement and gives the column totals of every replicate (cluster bootstrap: Davison and
 * Hinkley 1997, 3.8). Statistics are made of the totals afterwards, any number of them from one bootstrap.
 *
 * @param sums Clusters (value pairs) by quantities.
 * @returns One row of `sums.columns` totals per replicate.
 * @throws {RangeError} If there are no clusters, or the options are no counts.
 *
 * @example
 * ```ts
 * import { assert } from "@std/assert";
 * import { clusterBootstrap } from "./cluster_bootstrap.ts";
 * import { meanSums } from "./cluster_sums.ts";
 *
 * const totals = await clusterBootstrap(meanSums([1, 2, 3], ["a", "b", "c"]), { replicates: 10 });
 * assert(totals.length === 10 && totals.every(([sum, n]) => n === 3 && sum! >= 3 && sum! <= 9));
 * ```
 */
export async function clusterBootstrap(
  sums: ClusterSums,
  options: BootstrapOptions = {},
): Promise<Float64Array[]> {
  const { replicates = 2000, seed = "bootstrap", workers = navigator.hardwareConcurrency } =
    options;
  const split = shares(replicates, workers);
  if (sums.clusters === 0) throw new RangeError("Expected at least one cluster but found none");
  const small = replicates * sums.data.length < SMALL;
  const tasks = (small ? shares(replicates, 0) : split)
    .map((share): ReplicateTask => ({ ...sums, seed, ...share }));
  const parts = await inWorkers(tasks, import.meta.resolve("./worker.ts"), replicateTotals);
  return parts.flatMap((part) => rowsOf(part, sums.columns));
}
