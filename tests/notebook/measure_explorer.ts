/**
 * Measures what the outlier explorer of a study of a given size needs, in a process of its own: `deno run -A
 * --v8-flags=--expose-gc tests/notebook/measure_explorer.ts '{"pairs": 667, "models": 12, …}'` prints one line of JSON.
 * See docs/explorer_scale.md.
 *
 * @module
 */
import process from "node:process";
import { findOutliers } from "../../lib/notebook/read_outliers.ts";
import { showOutliers } from "../../lib/notebook/show_outliers.ts";
import { runStudy } from "../../lib/pipeline/run_study.ts";
import { readResponses } from "../../lib/scoring/response_rows.ts";
import { fakePanel, type FakeSize, fakeStudy } from "../pipeline/fake_panel.ts";

/** What was measured. */
export interface ExplorerMeasured {
  readonly cells: number;
  /** The display's first line. */
  readonly told: string;
  /** Processor time, of all threads. */
  readonly findSeconds: number;
  readonly showSeconds: number;
  /** The whole output as the kernel sends it, in UTF-8. */
  readonly outputBytes: number;
  /** The largest resident set since the study stood there, less the one then. */
  readonly extraPeakBytes: number;
}

export async function measureExplorer(size: FakeSize, out?: string): Promise<ExplorerMeasured> {
  const folder = await Deno.makeTempDir();
  try {
    const config = await fakeStudy(folder, size);
    const panel = fakePanel(config, size);
    const run = await runStudy(config, folder, panel);
    (globalThis as { gc?: () => void }).gc?.();
    await Deno.writeTextFile("/proc/self/clear_refs", "5");
    const before = await peakBytes();
    const start = processorSeconds();
    const input = await findOutliers(run, (cells) => readResponses(panel, cells));
    const found = processorSeconds();
    const view = showOutliers(input);
    const shown = processorSeconds();
    if (out !== undefined) await Deno.writeTextFile(out, view.html);
    return {
      cells: run.responses.length,
      told: view.text.split("\n")[0]!,
      findSeconds: found - start,
      showSeconds: shown - found,
      outputBytes: new TextEncoder().encode(view.html).length,
      extraPeakBytes: await peakBytes() - before,
    };
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

function processorSeconds(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1e6;
}

/** The largest resident set of this process since that was forgotten, from Linux. */
async function peakBytes(): Promise<number> {
  const status = await Deno.readTextFile("/proc/self/status");
  return Number(/^VmHWM:\s+(\d+) kB$/m.exec(status)![1]) * 1024;
}

if (import.meta.main) {
  const [size, out] = Deno.args;
  console.log(JSON.stringify(await measureExplorer(JSON.parse(size!), out)));
}
