import type { GenerationCounts } from "../generation/generation_cell.ts";
import { runFolder } from "../pipeline/run_folder.ts";
import type { StudyRun } from "../pipeline/run_study.ts";
import { outcomesOf } from "../scoring/rows.ts";
import { IMPORTED_PROVIDER } from "../study/config.ts";
import { countOutcomes, type Outcome, type OutcomeCounts, OUTCOMES } from "../study/outcome.ts";
import { InputError } from "../study/input_error.ts";
import { EXIT } from "./exit.ts";
import { SIMULATED } from "./study_status.ts";
import { dollars } from "./study_table.ts";
import { terminalProgress } from "./terminal_progress.ts";

/** Runs a study, or goes on with it, and says how its cells ended. */
export async function runCommand(
  folder: string,
  signal: AbortSignal,
  say: (line: string) => void,
): Promise<number> {
  const reporter = terminalProgress();
  const ended = await runFolder(folder, { reporter, signal }).catch((error: unknown) => {
    // Stopped amid a step that cannot go on with a part of its answers.
    if (signal.aborted && !(error instanceof InputError)) return null;
    throw error;
  });
  if (ended) {
    say(outcomeLines(ended.run));
    say(`Spent in this run: ${dollars(ended.spentUsd)}`);
    if (ended.run.config.simulated) say(SIMULATED);
    if (!ended.stopped) return whole(ended.run, folder, say);
  }
  say(
    ended && !signal.aborted && ended.spentUsd === 0
      ? 'Stopped before the first call: raise budgetUsd in study.json, or limit the answers with "parameters": { "maxTokens": … }.'
      : "Stopped before the end: all answers are kept, and the next run continues.",
  );
  return signal.aborted ? EXIT.stopped : EXIT.failure;
}

/** What is counted of a study. */
type Counted = Pick<StudyRun, "generation" | "responses" | "rubrics" | "labels" | "compliance"> & {
  readonly positions: Iterable<{ readonly outcome: Outcome }>;
};

/** What is left to do after a run that came to its end. */
function whole(run: StudyRun, folder: string, say: (line: string) => void): number {
  const failed = failedCells(run);
  if (failed > 0) {
    say(
      `${
        failed.toLocaleString("en-US")
      } cells failed: the next run asks those again that may still succeed.`,
    );
    return EXIT.failure;
  }
  say(`Next: deno task export ${folder}   (the report, as one page)`);
  return EXIT.ok;
}

/** How many cells failed that a run can ask again: not those that an imported table lacks, nor what hangs on them. */
function failedCells(run: StudyRun): number {
  const imported = run.config.panel.some(({ provider }) => provider === IMPORTED_PROVIDER);
  return Object.entries(stageCounts(run))
    .filter(([stage]) => !imported || stage === "rubrics" || stage === "topics")
    .reduce((sum, [, counts]) => sum + counts.failed, 0);
}

/** One line per stage: how many cells ended how. */
export function outcomeLines(run: Counted): string {
  return Object.entries(stageCounts(run)).map(([stage, counts]) => {
    const words = OUTCOMES.filter((outcome) => counts[outcome] > 0)
      .map((outcome) => `${counts[outcome].toLocaleString("en-US")} ${outcome}`);
    const { declined = 0, incomplete = 0 } = counts;
    const unusable = [
      declined > 0 && `${declined.toLocaleString("en-US")} declined`,
      incomplete > 0 && `${incomplete.toLocaleString("en-US")} incomplete`,
    ].filter((part) => part !== false);
    return `${stage}: ${words.join(", ") || "none"}${
      unusable.length > 0 ? ` (of the answered ${unusable.join(", ")})` : ""
    }`;
  }).join("\n");
}

/** Counts of outcomes; of generation also how many answers are no query. */
type StageCounts = OutcomeCounts & Partial<Pick<GenerationCounts, "declined" | "incomplete">>;

/** How the cells of every stage ended, by the stage's name. */
export function stageCounts(run: Counted): Readonly<Record<string, StageCounts>> {
  const { generate, nudge } = run.generation.outcomes;
  const { labels } = run;
  const count = (cells: Iterable<{ readonly outcome: Outcome }>) =>
    countOutcomes(outcomesOf(cells));
  return {
    "neutral queries": generate,
    "nudged queries": nudge,
    responses: count(run.responses),
    rubrics: count(run.rubrics),
    positions: count(run.positions),
    ...(labels
      ? {
        topics: count(labels.topics),
        "response types": count(labels.responseTypes),
        fits: count(labels.fits),
        "expressed values": count(labels.expressed),
      }
      : {}),
    ...(run.compliance ? { verdicts: count(run.compliance.verdicts) } : {}),
  };
}
