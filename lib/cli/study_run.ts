import { openEngine } from "../pipeline/open_engine.ts";
import { runStudy, type StudyRun } from "../pipeline/run_study.ts";
import { recharge } from "../querying/recharge.ts";
import { allPrompts } from "../scoring/prompts/mod.ts";
import { countOutcomes, OUTCOMES } from "../study/outcome.ts";
import { openStudy, type Study } from "../study/study.ts";
import { EXIT } from "./exit.ts";
import { studyPrices } from "./study_prices.ts";
import { dollars } from "./study_table.ts";
import { terminalProgress } from "./terminal_progress.ts";

/** Runs a study, or goes on with it, and says how its cells ended. */
export async function runCommand(
  folder: string,
  signal: AbortSignal,
  say: (line: string) => void,
): Promise<number> {
  await using study = await openStudy(folder, { note: say });
  const { providers, priceOf } = await studyPrices(study);
  await recharge(study.journal, providers, priceOf);
  const reporter = terminalProgress();
  await using opened = await openEngine(study, { reporter, signal });
  const prompts = allPrompts.map(({ name, version, hash }) => ({ name, version, hash }));
  const record = await study.beginRun(prompts);
  let run: StudyRun;
  try {
    run = await runStudy(study.config, folder, opened.engine);
  } catch (error) {
    await record.end(signal.aborted ? "stopped" : "failed");
    if (!signal.aborted) throw error;
    say(STOPPED);
    return EXIT.stopped;
  }
  const stopped = opened.engine.signal.aborted;
  await record.end(stopped ? "stopped" : "finished");
  say(outcomeLines(run));
  say(`Spent in this run: ${dollars(opened.engine.spentUsd)}`);
  if (!stopped) return EXIT.ok;
  say(STOPPED);
  return signal.aborted ? EXIT.stopped : EXIT.failure;
}

const STOPPED = "Stopped before the end: all answers are kept, and the next run continues.";

/** Everything that the journal holds of a study, derived with no network. */
export async function rebuild(study: Study): Promise<StudyRun> {
  await using opened = await openEngine(study, { offline: true });
  return await runStudy(study.config, study.folder, opened.engine, { offline: true });
}

/** One line per stage: how many cells ended how. */
export function outcomeLines(run: StudyRun): string {
  const { generate, nudge } = run.generation.outcomes;
  const stages = {
    "neutral queries": generate,
    "nudged queries": nudge,
    responses: countOutcomes(run.responses.map(({ outcome }) => outcome)),
    rubrics: countOutcomes(run.rubrics.cells.map(({ outcome }) => outcome)),
    positions: countOutcomes(run.positions.map(({ outcome }) => outcome)),
  };
  return Object.entries(stages).map(([stage, counts]) => {
    const words = OUTCOMES.filter((outcome) => counts[outcome] > 0)
      .map((outcome) => `${counts[outcome].toLocaleString("en-US")} ${outcome}`);
    return `${stage}: ${words.join(", ") || "none"}`;
  }).join("\n");
}
