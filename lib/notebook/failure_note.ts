import type { GenerationEnd } from "../generation/generation_cell.ts";
import type { Outcome } from "../study/outcome.ts";
import { count } from "./fold.ts";
import { oneLine } from "./visible_text.ts";

/** The parts of a study's run of which failures are told. */
export interface FailureInput {
  readonly generation: {
    readonly cells: Iterable<{ readonly end: GenerationEnd; readonly detail: string | null }>;
  };
  readonly responses: Iterable<Ended>;
  readonly rubrics: Iterable<Ended>;
}

/** How an ask ended, and why where it was not answered. */
export interface Ended {
  readonly outcome: Outcome;
  readonly detail: string | null;
}

/**
 * What a reader should know of calls that failed for good: how many, what was said of the first, and what to do. A
 * stage's counts alone do not tell a network that is down from a key that is wrong.
 *
 * @returns Null where none failed.
 *
 * @example
 * ```ts
 * import { assert } from "@std/assert";
 * import { failureNote } from "./failure_note.ts";
 *
 * const failed = { outcome: "failed" as const, detail: "connection refused" };
 * const note = failureNote({ generation: { cells: [] }, responses: [failed], rubrics: [] });
 * assert(note?.startsWith("1 call failed: connection refused."));
 * ```
 */
export function failureNote({ generation, responses, rubrics }: FailureInput): string | null {
  let failed = 0;
  let first: string | null = null;
  const add = (detail: string | null) => {
    failed++;
    first ??= detail;
  };
  for (const { end, detail } of generation.cells) if (end === "failed") add(detail);
  for (const ended of [responses, rubrics]) {
    for (const { outcome, detail } of ended) if (outcome === "failed") add(detail);
  }
  if (failed === 0) return null;
  const why = first === null
    ? ""
    : `: ${oneLine(first, 200).replaceAll(".: ", ": ").replace(/[.\s]+$/, "")}`;
  return `${count(failed)} call${
    failed === 1 ? "" : "s"
  } failed${why}. Look at the network, the key and the model's ` +
    "name; run the cell again to ask what failed, and nothing else, anew.";
}
