/**
 * Runs a fake study of a given size and writes its tables into a folder, in a process of its own whose heap may be
 * limited: `deno run -A --v8-flags=--max-old-space-size=100 tests/cli/export_fake_study.ts FOLDER '{"pairs": 540, …}'`.
 *
 * @module
 */
import process from "node:process";
import { studyTables } from "../../lib/cli/study_tables.ts";
import { runStudy } from "../../lib/pipeline/run_study.ts";
import { exportTables } from "../../lib/study/export.ts";
import { fakePanel, type FakeSize, fakeStudy } from "../pipeline/fake_panel.ts";

if (import.meta.main) {
  const [folder, size] = Deno.args as [string, string];
  const options = JSON.parse(size) as FakeSize;
  const config = await fakeStudy(folder, options);
  const panel = fakePanel(config, options);
  const run = await runStudy(config, folder, panel);
  const before = process.resourceUsage().maxRSS * 1024;
  const start = performance.now();
  await exportTables(`${folder}/tables`, studyTables(run, panel, []), ["parquet"]);
  const seconds = (performance.now() - start) / 1000;
  console.log(JSON.stringify({ before, peak: process.resourceUsage().maxRSS * 1024, seconds }));
}
