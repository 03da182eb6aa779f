import { openEngine } from "../pipeline/open_engine.ts";
import { openStudy } from "../study/study.ts";
import { EXIT } from "./exit.ts";

/**
 * Cancels the provider batches of a study that are open, and says which could not be.
 *
 * @returns The exit code: 1 where a batch could not be cancelled.
 */
export async function cancelCommand(
  folder: string,
  { out, err }: { readonly out: (text: string) => void; readonly err: (text: string) => void },
): Promise<number> {
  await using study = await openStudy(folder, { note: err });
  await using opened = await openEngine(study);
  const { cancelled, left } = await opened.engine.cancelBatches();
  out(
    `Cancelled: ${cancelled} batches. What they had answered by then is paid, and the next run collects it.`,
  );
  for (const sentence of left) err(sentence);
  return left.length > 0 ? EXIT.failure : EXIT.ok;
}
