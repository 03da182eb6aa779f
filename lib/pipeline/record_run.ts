import type { Study } from "../study/study.ts";
import { allPrompts } from "./all_prompts.ts";

/**
 * Does what asks models, and records it as a run in the study's manifest: when it began, with which prompts, and how it
 * ended.
 *
 * @param signal Of the engine: aborted when the run was stopped.
 *
 * @example
 * ```ts ignore
 * const mend = await recordRun(study, engine.signal, () => mendStudy(run, finding, engine));
 * ```
 */
export async function recordRun<T>(
  study: Pick<Study, "beginRun">,
  signal: AbortSignal,
  act: () => Promise<T>,
): Promise<T> {
  const record = await study.beginRun(
    allPrompts.map(({ name, version, hash }) => ({ name, version, hash })),
  );
  let result: T;
  try {
    result = await act();
  } catch (error) {
    await record.end(signal.aborted ? "stopped" : "failed");
    throw error;
  }
  await record.end(signal.aborted ? "stopped" : "finished");
  return result;
}
