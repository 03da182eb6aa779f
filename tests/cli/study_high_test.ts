import { assert, assertEquals } from "@std/assert";
import { countHigh } from "../../lib/cli/study_high.ts";
import type { StudyRun } from "../../lib/pipeline/run_study.ts";
import { countOutcomes } from "../../lib/study/outcome.ts";

/** A run with a query for each letter: h has high disagreement, l has not, o has a cell that is still to be asked. */
function runOf(letters: string): StudyRun {
  const queryRows = [...letters].map((letter, i) => ({
    query: `q${i}`,
    pair: `p${i}`,
    outcomes: countOutcomes(letter === "o" ? ["answered", "not_run"] : ["answered", "answered"]),
  }));
  const high = queryRows.filter((_, i) => letters[i] === "h");
  return { queryRows, high } as unknown as StudyRun;
}

Deno.test("countHigh() knows nothing but the bound before any query has all its positions", () => {
  assertEquals(countHigh(runOf("oooo"), 9), { most: 9, likely: null });
});

Deno.test("countHigh() is exact once every query has all its positions", () => {
  assertEquals(countHigh(runOf("hlhl"), 4), { most: 2, likely: { count: 2, low: 2, high: 2 } });
});

Deno.test("countHigh() carries the share of the known over to the rest, within its bound", () => {
  const { most, likely } = countHigh(runOf("hlhlhlhloooo"), 20);
  assertEquals(most, 4 + 12);
  assertEquals(likely!.count, 4 + 6);
  assert(likely!.low >= 4 && likely!.low < 10 && likely!.high > 10 && likely!.high <= most);
});
