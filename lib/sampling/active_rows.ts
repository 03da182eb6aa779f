import { topCandidates } from "./candidates.ts";
import type { Job } from "./kernel/layout.ts";
import type { SearchMemory } from "./kernel/search_memory.ts";

/** The rows that may still be chosen: their values, upper bounds that only fall, are above the threshold. */
export class ActiveRows {
  readonly #rows: Uint32Array;
  #count: number;

  /** All rows at first. */
  constructor(count: number) {
    this.#rows = Uint32Array.from({ length: count }, (_, row) => row);
    this.#count = count;
  }

  /** Those that are left, in rising order, until the next {@linkcode select}. */
  get left(): Uint32Array {
    return this.#rows.subarray(0, this.#count);
  }

  /**
   * Writes the candidates of a round into the job: the rows of largest values, those seen longest ago first, and the
   * best row that is none of them.
   *
   * @param threshold Rows of this value or less are dropped for good.
   * @param size The most candidates.
   * @returns False where no row is left.
   */
  select(
    { values, seen, slots }: Pick<SearchMemory, "values" | "seen" | "slots">,
    job: Pick<Job, "count" | "floorValue" | "floorIndex">,
    threshold: number,
    size: number,
  ): boolean {
    const active = this.#rows;
    let kept = 0;
    for (let i = 0; i < this.#count; i++) {
      const row = active[i]!;
      if (values[row]! > threshold) active[kept++] = row;
    }
    this.#count = kept;
    if (kept === 0) return false;
    const { rows, floorValue, floorIndex } = topCandidates(values, active, kept, size);
    rows.sort((a, b) => seen[a]! - seen[b]! || a - b);
    slots.set(rows);
    job.count = rows.length;
    job.floorValue = floorValue;
    job.floorIndex = floorIndex;
    return true;
  }
}
