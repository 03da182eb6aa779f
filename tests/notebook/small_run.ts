import { runHere } from "../../lib/notebook/run_here.ts";
import type { FolderRun } from "../../lib/pipeline/run_folder.ts";
import { simulatedConfig } from "../../lib/pipeline/simulated_config.ts";

/** A simulated study of so many value pairs, run in a folder of its own that is removed at the end. */
export async function withSmallRun(
  pairs: number,
  test: (ended: FolderRun, folder: string) => Promise<void>,
): Promise<void> {
  const folder = await Deno.makeTempDir();
  try {
    await test(await runHere(folder, simulatedConfig(folder, { pairs })), folder);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}
