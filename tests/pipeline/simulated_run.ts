import { openEngine } from "../../lib/pipeline/open_engine.ts";
import { runStudy, type StudyRun } from "../../lib/pipeline/run_study.ts";
import { simulatedConfig } from "../../lib/pipeline/simulated_config.ts";
import type { Recall } from "../../lib/scoring/recall.ts";
import { LazyRows } from "../../lib/scoring/rows.ts";
import type { Plan } from "../../lib/simulation/plan.ts";
import { openStudy } from "../../lib/study/study.ts";
import { inFolder } from "../in_folder.ts";

export { inFolder };

/** What came of a run of a study's folder. */
export interface SimulatedRun {
  readonly run: StudyRun;
  /** The planted truth. */
  readonly plan: Plan;
  /** How many requests the simulation got. */
  readonly served: number;
  /** Reads its texts, also when its folder is gone. */
  readonly source: Recall;
}

/** Runs the study of a folder, which is made with `pairs` value pairs where there is none. */
export async function runHere(folder: string, pairs: number): Promise<SimulatedRun> {
  await using study = await openStudy(folder, { create: simulatedConfig(folder, { pairs }) });
  await using opened = await openEngine(study);
  const run = await runStudy(study.config, folder, opened.engine);
  const { plan, served } = opened.simulation!;
  const texts = new Map<string, string | null>();
  for await (const { key } of study.journal.completions()) {
    for (const [found, text] of await opened.engine.recall([key])) texts.set(found, text);
  }
  const recall = (keys: readonly string[]) =>
    Promise.resolve(new Map(keys.filter((k) => texts.has(k)).map((k) => [k, texts.get(k)!])));
  return { run, plan, served, source: { recall } };
}

/** A run as plain values, its rows made, to be compared with another. */
export function plain(value: unknown): unknown {
  if (value instanceof LazyRows) return value.map(plain);
  if (Array.isArray(value)) return value.map(plain);
  if (value instanceof Map || value === null || typeof value !== "object") return value;
  return Object.fromEntries(Object.entries(value).map(([name, own]) => [name, plain(own)]));
}

let made: Promise<SimulatedRun> | undefined;

/** A simulated study of 24 value pairs, run once for all tests of a file. */
export function simulatedRun(): Promise<SimulatedRun> {
  return made ??= inFolder((folder) => runHere(folder, 24));
}
