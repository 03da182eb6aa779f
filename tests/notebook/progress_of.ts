import type { Progress } from "../../lib/querying/progress.ts";
import { countOutcomes } from "../../lib/study/outcome.ts";

/** The progress of a stage, with what a test does not name left plain. */
export function progressOf(parts: Partial<Progress>): Progress {
  const done = parts.done ?? 0;
  return {
    label: "Responses",
    done,
    total: 10,
    outcomes: countOutcomes(Array.from({ length: done }, () => "answered" as const)),
    fromJournal: 0,
    usd: 0,
    capUsd: null,
    rate: 0,
    secondsLeft: null,
    lanes: [],
    elapsed: 0,
    ...parts,
  };
}
