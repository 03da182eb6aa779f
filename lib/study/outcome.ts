import { z } from "zod";

/**
 * How a requested cell ended. Every cell that a study asks for has exactly one outcome, so that nothing is
 * missing silently.
 *
 * - `answered`: the model gave a text, be it a refusal in words.
 * - `filtered`: the provider's own filter or refusal stop reason withheld the answer.
 * - `truncated`: the answer ended at a token limit.
 * - `unparseable`: an answer came, but what was to be read from it could not be.
 * - `failed`: the provider never gave an answer (after retries, or for an error that retries do not mend).
 * - `not_run`: not asked (yet): stopped, over the budget, or something it depends on has no answer.
 */
export const OUTCOMES = [
  "answered",
  "filtered",
  "truncated",
  "unparseable",
  "failed",
  "not_run",
] as const;

/** Checks an {@linkcode Outcome}. */
export const outcomeSchema = z.enum(OUTCOMES);

/** One of {@linkcode OUTCOMES}. */
export type Outcome = z.infer<typeof outcomeSchema>;

/** How many cells ended in each outcome; all six are always there. */
export type OutcomeCounts = Record<Outcome, number>;

/**
 * Counts outcomes.
 *
 * @param outcomes One outcome per requested cell.
 * @returns The count of each of the six, zeros included; they sum to the number of requested cells.
 *
 * @example
 * ```ts
 * import { assert } from "@std/assert";
 * import { countOutcomes } from "./outcome.ts";
 *
 * const counts = countOutcomes(["answered", "filtered", "answered"]);
 * assert(counts.answered === 2 && counts.filtered === 1 && counts.not_run === 0);
 * ```
 */
export function countOutcomes(outcomes: Iterable<Outcome>): OutcomeCounts {
  const counts = Object.fromEntries(OUTCOMES.map((o) => [o, 0])) as OutcomeCounts;
  for (const outcome of outcomes) counts[outcome]++;
  return counts;
}
