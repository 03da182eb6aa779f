/** The best rows by what is known of their values, and the best row that is not among them. */
export interface Candidates {
  /** Rows, in no particular order. */
  readonly rows: Uint32Array;
  /** The best value outside; -1 where there is no row outside. */
  readonly floorValue: number;
  /** The row that has it (the lowest one). */
  readonly floorIndex: number;
}

const bins = 4096;

/**
 * The `size` rows of largest value, lowest index first on ties, out of the first `count` rows of `active`.
 *
 * Two or three passes with a histogram instead of a sort: values are narrowed down to the bin in which
 * the last candidate falls, and only that bin is sorted.
 *
 * @param values The value of every row, at least 0.
 * @param active Rows in rising order.
 *
 * @example
 * ```ts
 * import { assert } from "@std/assert";
 * import { topCandidates } from "./candidates.ts";
 *
 * const top = topCandidates(Float64Array.of(3, 5, 4, 5), Uint32Array.of(0, 1, 2, 3), 4, 2);
 * assert([...top.rows].sort().join() === "1,3" && top.floorValue === 4);
 * ```
 */
export function topCandidates(
  values: Float64Array,
  active: Uint32Array,
  count: number,
  size: number,
): Candidates {
  if (count <= size) return { rows: active.slice(0, count), floorValue: -1, floorIndex: 0 };
  let low = Infinity, high = -Infinity;
  for (let i = 0; i < count; i++) {
    const value = values[active[i]!]!;
    if (value < low) low = value;
    if (value > high) high = value;
  }
  // One more than asked for: the last is the floor. Those above `high` are in already.
  let wanted = size + 1;
  const counts = new Uint32Array(bins);
  while (high > low) {
    const scale = (bins - 1) / (high - low);
    if (scale === Infinity) break;
    counts.fill(0);
    for (let i = 0; i < count; i++) {
      const value = values[active[i]!]!;
      if (value >= low && value <= high) counts[Math.floor((value - low) * scale)]!++;
    }
    let bin = bins - 1;
    while (counts[bin]! < wanted) wanted -= counts[bin--]!;
    let first = Infinity, last = -Infinity;
    for (let i = 0; i < count; i++) {
      const value = values[active[i]!]!;
      if (value >= low && value <= high && Math.floor((value - low) * scale) === bin) {
        if (value < first) first = value;
        if (value > last) last = value;
      }
    }
    low = first;
    high = last;
    if (counts[bin]! < 4 * size + 64) break;
  }
  const above: number[] = [], within: number[] = [];
  for (let i = 0; i < count; i++) {
    const row = active[i]!;
    const value = values[row]!;
    if (value > high) above.push(row);
    else if (value >= low) within.push(row);
  }
  // A stable sort keeps rising order among equals, and equals alone need none.
  if (high > low) within.sort((a, b) => values[b]! - values[a]!);
  const floorIndex = within[size - above.length]!;
  return {
    rows: Uint32Array.from(above.concat(within.slice(0, size - above.length))),
    floorValue: values[floorIndex]!,
    floorIndex,
  };
}
