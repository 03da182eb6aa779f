import { type OutcomeCounts, OUTCOMES } from "../study/outcome.ts";
import type { Nudge } from "../study/scenario.ts";

/**
 * How the writing of a query ended: one of the outcomes, where `answered` is split into `written` (there is a
 * query), `declined` (the generator said that it does not write it) and `incomplete` (there is a text, but no
 * complete query).
 */
export const GENERATION_ENDS = [
  "written",
  "declined",
  "incomplete",
  "answered",
  "filtered",
  "truncated",
  "unparseable",
  "failed",
  "not_run",
] as const;

/** One of {@linkcode GENERATION_ENDS}. */
export type GenerationEnd = typeof GENERATION_ENDS[number];

/** How one query that was asked for ended. */
export interface GenerationCell {
  /** Id of the value pair. */
  readonly pair: string;
  /** Key of the generator. */
  readonly generator: string;
  readonly nudge: Nudge;
  readonly end: GenerationEnd;
  /** Why, for an end other than `written`. */
  readonly detail: string | null;
}

/** Counts of outcomes, and how those that were answered divide: `written + declined + incomplete = answered`. */
export interface GenerationCounts extends OutcomeCounts {
  written: number;
  declined: number;
  incomplete: number;
}

/**
 * Counts how the writing of queries ended.
 *
 * @example
 * ```ts
 * import { assert } from "@std/assert";
 * import { countGeneration } from "./generation_cell.ts";
 *
 * const base = { pair: "p1", generator: "o3", nudge: "neutral" as const, detail: null };
 * const counts = countGeneration([{ ...base, end: "written" }, { ...base, end: "declined" }]);
 * assert(counts.answered === 2 && counts.written === 1 && counts.filtered === 0);
 * ```
 */
export function countGeneration(cells: Iterable<GenerationCell>): GenerationCounts {
  const counts = Object.fromEntries(
    [...OUTCOMES, "written", "declined", "incomplete"].map((name) => [name, 0]),
  ) as unknown as GenerationCounts;
  for (const { end } of cells) {
    counts[end]++;
    if (end === "written" || end === "declined" || end === "incomplete") counts.answered++;
  }
  return counts;
}
