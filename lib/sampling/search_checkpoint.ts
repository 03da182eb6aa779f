import type { KCenterCheckpoint } from "./k_center_checkpoint.ts";
import type { KCenterInput } from "./k_center_input.ts";
import type { Job } from "./kernel/layout.ts";
import type { SearchMemory } from "./kernel/search_memory.ts";

/** The part of a search's memory that a checkpoint holds. */
export type CheckpointMemory = Pick<
  SearchMemory,
  "order" | "radii" | "squared" | "seen" | "values"
>;

/** Where a search stands, as copies. */
export function takeCheckpoint(
  { order, radii, squared, seen }: CheckpointMemory,
  { centers }: Pick<Job, "centers">,
  fingerprint: string,
): KCenterCheckpoint {
  return {
    fingerprint,
    order: order.slice(0, centers),
    radii: radii.slice(0, centers - 1),
    squared: squared.slice(),
    seen: seen.slice(),
  };
}

/**
 * Has a search that was just set up go on from a checkpoint, perhaps to an earlier end than the one that was stopped.
 *
 * @throws {RangeError} If the checkpoint is of other rows, weights or another first row.
 */
export function resumeSearch(
  memory: CheckpointMemory,
  job: Pick<Job, "centers" | "limit">,
  { limit, threshold, weights }: Pick<KCenterInput, "limit" | "threshold" | "weights">,
  fingerprint: string,
  checkpoint: KCenterCheckpoint,
): void {
  const { order, radii, squared, seen } = checkpoint;
  if (checkpoint.fingerprint !== fingerprint) {
    throw new RangeError(
      "Expected a checkpoint of the same rows, weights and first row but found one of others",
    );
  }
  let chosen = Math.min(order.length, limit);
  const end = radii.findIndex((radius) => radius <= threshold);
  if (end >= 0) chosen = Math.min(chosen, end + 1);
  memory.order.set(order.subarray(0, chosen));
  memory.radii.set(radii.subarray(0, chosen - 1));
  job.centers = chosen;
  if (chosen < order.length) {
    // Distances may already count centers that are not chosen here; the radii end the search or the
    // limit does, so they are not needed.
    job.limit = chosen;
    return;
  }
  memory.squared.set(squared);
  memory.seen.set(seen);
  squared.forEach((s, row) => {
    memory.values[row] = (weights ? weights[row]! : 1) * Math.sqrt(s);
  });
}
