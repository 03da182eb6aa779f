import { Random } from "../study/random.ts";
import { kCenter, type KCenterOptions } from "./k_center.ts";

const claude = [
  "claude_opus_4",
  "claude_sonnet_4",
  "claude_3_7_sonnet",
  "claude_3_5_sonnet",
  "claude_opus_3",
] as const;
const openai = ["gpt_4_1", "gpt_4_1_mini", "gpt_4o", "o3", "o4_mini"] as const;

/** The six model sets whose subsets the paper publishes (Zhang et al. 2025), by the dataset's names. */
export const namedModelSets = {
  all_models: [...claude, ...openai, "gemini_2_5_pro", "grok_4"],
  claude_models: claude,
  openai_models: openai,
  opus4_vs_sonnet4: ["claude_opus_4", "claude_sonnet_4"],
  gpt41_vs_mini: ["gpt_4_1", "gpt_4_1_mini"],
  o3_vs_o4mini: ["o3", "o4_mini"],
} as const satisfies Record<string, readonly string[]>;

/** What a subset is chosen by; the defaults are the paper's. */
export interface SubsetOptions
  extends Pick<KCenterOptions, "signal" | "onProgress" | "onCheckpoint" | "resume" | "tuning"> {
  /** Only rows of at least this disagreement; default 1.5. */
  readonly minDisagreement?: number;
  /** Stop when disagreement x distance is at or below this; default 0.8. */
  readonly threshold?: number;
  /** Stop at this many; default: no limit. */
  readonly k?: number;
  /** Of the random arm. */
  readonly seed: number | string;
}

/** A subset, the random arm beside it, and how many rows it was chosen from. */
export interface Subset {
  /** Rows by falling disagreement x distance: chosen, hence no sample of anything. */
  readonly rows: Uint32Array;
  /** The value at which each row after the first was taken. */
  readonly radii: Float64Array;
  /**
   * As many rows drawn at random without replacement from all rows with a known disagreement, in rising order:
   * what holds of these holds of the whole, within their interval.
   */
  readonly randomArm: Uint32Array;
  /** Rows of at least the disagreement asked for. */
  readonly eligible: number;
  /** Rows whose disagreement is known. */
  readonly measured: number;
  /** Rows whose disagreement is not known (NaN), which can be in neither. */
  readonly unmeasured: number;
}

/**
 * Chooses the scenarios on which a set of models disagrees most, spread out: rows of disagreement
 * D >= `minDisagreement`, thinned by greedy k-center weighted with D (the paper's subsets). For any set of
 * models: give the disagreement among those.
 *
 * @param embeddings Rows of unit norm, one per query.
 * @param disagreement D of every query over the models of the set, 0 to 3; NaN where it is not known.
 * @throws {RangeError} If a row has no unit norm, lengths differ, or an option lies outside its range.
 *
 * @example
 * ```ts
 * import { assert } from "@std/assert";
 * import { selectSubset } from "./subsets.ts";
 *
 * const rows = Float32Array.of(1, 0, 0, 1, 1, 0, -1, 0);
 * const subset = await selectSubset(rows, 2, Float64Array.of(2, 3, 1.6, NaN), { seed: 1 });
 * assert(subset.rows.join() === "1,0" && subset.unmeasured === 1);
 * ```
 */
export async function selectSubset(
  embeddings: Float32Array,
  dimensions: number,
  disagreement: Float64Array,
  { minDisagreement = 1.5, threshold = 0.8, seed, ...options }: SubsetOptions,
): Promise<Subset> {
  if (disagreement.length * dimensions !== embeddings.length) {
    throw new RangeError(
      `Expected a disagreement for each of the ${
        embeddings.length / dimensions
      } rows but found ${disagreement.length}`,
    );
  }
  const measured: number[] = [], eligible: number[] = [];
  disagreement.forEach((value, row) => {
    if (Number.isNaN(value)) return;
    measured.push(row);
    if (value >= minDisagreement) eligible.push(row);
  });
  const part = new Float32Array(eligible.length * dimensions);
  eligible.forEach((row, i) =>
    part.set(embeddings.subarray(row * dimensions, (row + 1) * dimensions), i * dimensions)
  );
  const weights = Float64Array.from(eligible, (row) => disagreement[row]!);
  const { order, radii } = await kCenter(part, dimensions, {
    ...options,
    threshold,
    weights,
    unit: true,
  });
  return {
    rows: order.map((i) => eligible[i]!),
    radii,
    randomArm: randomRows(measured, order.length, new Random(seed, "random arm")),
    eligible: eligible.length,
    measured: measured.length,
    unmeasured: disagreement.length - measured.length,
  };
}

/** `count` of the rows, by the first steps of a Fisher-Yates shuffle. */
function randomRows(rows: readonly number[], count: number, random: Random): Uint32Array {
  const pool = Uint32Array.from(rows);
  for (let i = 0; i < count; i++) {
    const other = i + random.int(pool.length - i);
    [pool[i], pool[other]] = [pool[other]!, pool[i]!];
  }
  return pool.slice(0, count).sort();
}
