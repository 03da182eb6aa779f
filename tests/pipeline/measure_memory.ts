/**
 * Measures what a study of a given size needs, in a process of its own: `deno run -A --v8-flags=--expose-gc
 * tests/pipeline/measure_memory.ts '{"pairs": 667, "models": 12, …}'` prints one line of JSON. See
 * docs/pipeline_memory.md.
 *
 * @module
 */
import process from "node:process";
import { openEngine } from "../../lib/pipeline/open_engine.ts";
import { runStudy } from "../../lib/pipeline/run_study.ts";
import { analyseStudy } from "../../lib/pipeline/study_analysis.ts";
import { studyFindings } from "../../lib/pipeline/study_findings.ts";
import { studyReport } from "../../lib/pipeline/study_report.ts";
import { openSqliteJournal } from "../../lib/study/sqlite_journal.ts";
import { fakePanel, type FakeSize, fakeStudy } from "./fake_panel.ts";

/** What is measured, and how. */
export interface MeasureOptions extends FakeSize {
  /** A folder whose journal is filled where it has none, and is then read again by a real engine, offline. */
  readonly journal?: string;
  /** Whether the statistics of the study are computed too. */
  readonly analyse?: boolean;
  /** Whether the report is made too, with all its figures; it computes the statistics itself. */
  readonly report?: boolean;
}

/** What was measured. */
export interface Measured {
  readonly cells: number;
  readonly verdicts: number;
  readonly runSeconds: number;
  readonly analysisSeconds: number;
  readonly reportSeconds: number;
  /** Bytes of the report's page; 0 without one. */
  readonly page: number;
  /** Bytes that the finished run holds: heap and buffers, after a collection, less those before it. */
  readonly held: number;
  /** The largest resident set so far, when the run had ended and at the end, in bytes. */
  readonly peakOfRun: number;
  readonly peak: number;
}

if (import.meta.main) {
  const options = JSON.parse(Deno.args[0]!) as MeasureOptions;
  const folder = options.journal ?? await Deno.makeTempDir();
  try {
    console.log(JSON.stringify(await measure(options, folder)));
  } finally {
    if (options.journal === undefined) await Deno.remove(folder, { recursive: true });
  }
}

async function measure(options: MeasureOptions, folder: string): Promise<Measured | object> {
  const config = await fakeStudy(folder, options);
  if (options.journal === undefined) {
    return await timed(options, () => runStudy(config, folder, fakePanel(config, options)));
  }
  const path = `${folder}/journal.sqlite`;
  const filled = await Deno.stat(path).then(() => true, () => false);
  await using journal = await openSqliteJournal(path);
  if (!filled) {
    const start = performance.now();
    const panel = fakePanel(config, options, journal);
    await runStudy(config, folder, panel);
    return { filled: panel.asked, seconds: (performance.now() - start) / 1000 };
  }
  await using opened = await openEngine({ config, folder, journal }, { offline: true });
  return await timed(options, () => runStudy(config, folder, opened.engine, { offline: true }));
}

async function timed(
  options: MeasureOptions,
  run: () => ReturnType<typeof runStudy>,
): Promise<Measured> {
  const before = bytesHeld();
  const start = performance.now();
  const study = await run();
  const ran = performance.now();
  const peakOfRun = peakBytes();
  const held = bytesHeld() - before;
  const analysed = performance.now();
  if (options.analyse) studyFindings(study, analyseStudy(study));
  const reported = performance.now();
  const page = options.report ? new TextEncoder().encode(studyReport(study).html).length : 0;
  return {
    cells: study.responses.length,
    verdicts: study.compliance?.verdicts.length ?? 0,
    runSeconds: (ran - start) / 1000,
    analysisSeconds: (reported - analysed) / 1000,
    reportSeconds: (performance.now() - reported) / 1000,
    page,
    held,
    peakOfRun,
    peak: peakBytes(),
  };
}

function bytesHeld(): number {
  (globalThis as { gc?: () => void }).gc?.();
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}

function peakBytes(): number {
  return process.resourceUsage().maxRSS * 1024;
}
