import type { LaneState, ProgressReporter } from "../querying/progress.ts";
import { recharge } from "../querying/recharge.ts";
import type { StudyConfig } from "../study/config.ts";
import { openStudy, readStudyConfig, type Study } from "../study/study.ts";
import type { CallTally } from "./call_tally.ts";
import { expectInputs } from "./expect_inputs.ts";
import { expectKeys } from "./expect_keys.ts";
import { openEngine } from "./open_engine.ts";
import { recordRun } from "./record_run.ts";
import { runStudy, type StudyRun } from "./run_study.ts";
import { studyPrices } from "./study_prices.ts";

/** How {@linkcode runFolder} runs. */
export interface RunFolderOptions {
  /** Makes the study with this config where the folder has none yet. */
  readonly create?: StudyConfig;
  readonly reporter?: ProgressReporter;
  /** Stops the run; what was answered is kept, and the next run continues. */
  readonly signal?: AbortSignal;
}

/** A run of a study's folder. */
export interface FolderRun {
  readonly run: StudyRun;
  /** Whether it was stopped before the end, by the signal or by the budget. */
  readonly stopped: boolean;
  /** US dollars spent in this run. */
  readonly spentUsd: number;
  /** Where the rate control of each provider stood when the run ended; a snapshot, one per provider of the study. */
  readonly lanes: readonly LaneState[];
}

/**
 * Runs the study of a folder, or goes on with it, and records the run in its manifest. Charges that a kill lost are
 * rebuilt first, and so are those of models that have a price only now.
 *
 * @throws {InputError} For a fault in the config or its files, or a model that cannot be asked.
 */
export async function runFolder(
  folder: string,
  options: RunFolderOptions = {},
): Promise<FolderRun> {
  const { create, reporter, signal } = options;
  const config = create ?? await readStudyConfig(folder);
  expectKeys(config);
  await expectInputs(config, folder);
  await using study = await openStudy(folder, {
    ...(create ? { create } : {}),
    ...(reporter ? { note: (sentence: string) => reporter.note(sentence) } : {}),
  });
  const { providers, priceOf } = await studyPrices(study);
  await recharge(study.journal, providers, priceOf);
  await using opened = await openEngine(study, {
    ...(reporter ? { reporter } : {}),
    ...(signal ? { signal } : {}),
  });
  const { engine } = opened;
  return await recordRun(study, engine.signal, async () => {
    const run = await runStudy(study.config, folder, engine);
    const { signal, spentUsd, lanes } = engine;
    return { run, stopped: signal.aborted, spentUsd, lanes };
  });
}

/**
 * Derives from an open study all that its journal holds, with no network.
 *
 * @param tally Counts what a run would ask, where that is wanted.
 */
export async function rebuildStudy(study: Study, tally?: CallTally): Promise<StudyRun> {
  await using opened = await openEngine(study, { offline: true });
  const engine = tally?.over(opened.engine) ?? opened.engine;
  return await runStudy(study.config, study.folder, engine, { offline: true });
}

/**
 * Derives from a study's folder all that its journal holds, with no network, also while another process runs it.
 *
 * @throws {InputError} If the folder has no study.
 */
export async function loadFolder(folder: string): Promise<StudyRun> {
  await using study = await openStudy(folder, { readOnly: true });
  return await rebuildStudy(study);
}
