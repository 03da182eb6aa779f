import { type KCenterChoice, kCenterInput, rowsOf } from "./k_center_input.ts";
import { kCenterPlain, type KCenterResult } from "./k_center_plain.ts";
import type { KCenterReports, KCenterTuning } from "./k_center_reports.ts";
import { searchKCenter } from "./k_center_search.ts";
import type { RowFile } from "./kernel/row_file.ts";
import { checkUnitRows } from "./unit_rows.ts";

export type { KCenterResult } from "./k_center_plain.ts";
export type { KCenterProgress, KCenterReports, KCenterTuning } from "./k_center_reports.ts";
export type { KCenterChoice } from "./k_center_input.ts";
export type { RowFile } from "./kernel/row_file.ts";

/** What is chosen, how the selection reports and stops, and what it may use. */
export interface KCenterOptions extends KCenterChoice, KCenterReports {
  /** Insist on rows of unit norm, on which Euclidean and cosine distance order alike; default: any rows. */
  readonly unit?: boolean;
  /** Changes speed and memory, never the result. */
  readonly tuning?: KCenterTuning;
}

/**
 * Chooses rows by exact greedy k-center, farthest point first (Gonzalez 1985, a 2-approximation):
 * starts at the row of largest weight and repeatedly takes the row i with the largest
 * w_i * min_j ||x_i - x_j|| over the chosen rows j, lowest index on ties, until `k` rows are chosen or
 * that largest value is at or below `threshold`. Distances are Euclidean, in double precision in one fixed
 * order of additions, so the result depends on the numbers given and on nothing else: not on the
 * machine, the number of threads or the kind of SIMD. On rows of unit norm the order is that of the cosine
 * distance.
 *
 * Small inputs run at once; others run in worker threads on the method that `K_CENTER.md` explains.
 *
 * @param embeddings Rows of `dimensions` finite float32 numbers each, at most about 3.8 GiB; more in a
 * file, by {@linkcode kCenterFile}.
 * @param dimensions Numbers per row.
 * @returns The order of choice and the value at which each row after the first was taken.
 * @throws {RangeError} If a row is not whole or holds a number that is not finite, an option lies
 * outside its range, or the checkpoint to go on from is one of other rows; rows are counted from 0.
 *
 * @example
 * ```ts
 * import { assert } from "@std/assert";
 * import { kCenter } from "./k_center.ts";
 *
 * const { order, radii } = await kCenter(Float32Array.of(0, 1, 10, 4), 1, { threshold: 2 });
 * assert(order.join() === "0,2,3" && radii.join() === "10,4");
 * ```
 */
export async function kCenter(
  embeddings: Float32Array,
  dimensions: number,
  options: KCenterOptions = {},
): Promise<KCenterResult> {
  const { signal, onProgress, onCheckpoint, resume, tuning, unit } = options;
  signal?.throwIfAborted();
  const rows = rowsOf(embeddings, dimensions);
  if (unit) checkUnitRows(embeddings, dimensions);
  const input = kCenterInput(rows, dimensions, options);
  const small = rows * input.limit * dimensions < 2e7;
  if (rows === 0 || (small && !tuning && !onCheckpoint && !resume)) {
    const result = kCenterPlain(embeddings, dimensions, options);
    onProgress?.({
      chosen: result.order.length,
      limit: input.limit,
      radius: result.radii.at(-1) ?? Infinity,
    });
    return result;
  }
  return await searchKCenter(embeddings, input, tuning, options);
}

/**
 * As {@linkcode kCenter}, on rows in a file: read into memory where they fit, else streamed and read again
 * as needed, so that more rows can be thinned than memory holds.
 *
 * @throws {RangeError} If the file is shorter than the rows it should hold, too.
 */
export async function kCenterFile(
  file: RowFile,
  options: Omit<KCenterOptions, "unit"> = {},
): Promise<KCenterResult> {
  options.signal?.throwIfAborted();
  const { size } = await Deno.stat(file.path);
  const expected = file.offset + file.rows * file.dimensions * 4;
  if (size < expected) {
    throw new RangeError(
      `Expected ${file.rows} rows of ${file.dimensions} numbers in ${file.path} (${expected} bytes) but found ${size} bytes`,
    );
  }
  const input = kCenterInput(file.rows, file.dimensions, options);
  if (file.rows === 0) return { order: new Uint32Array(), radii: new Float64Array() };
  return await searchKCenter(file, input, options.tuning, options);
}
