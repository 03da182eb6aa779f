/**
 * `deno task demo`: runs a whole simulated study and writes its report. No key, no network, no server to start.
 *
 * @module
 */
import { join, relative } from "node:path";
import { pathToFileURL } from "node:url";
import { runFolder } from "../pipeline/run_folder.ts";
import { simulatedConfig } from "../pipeline/simulated_config.ts";
import { studyReport, writeStudyReport } from "../pipeline/study_report.ts";
import { parseStudyConfig, type StudyConfig } from "../study/config.ts";
import { InputError } from "../study/input_error.ts";
import { parseJson } from "../study/manifest.ts";
import { CONFIG_FILE } from "../study/study.ts";
import { inProject } from "./called_from.ts";
import { EXIT, runMain } from "./exit.ts";
import { readArguments } from "./read_arguments.ts";
import { terminalProgress } from "./terminal_progress.ts";

const USAGE = `Usage: deno task demo [options]

Runs a simulated study of 12 models from the first question to the report: no key is needed, nothing is charged.

Options
  --out FOLDER  where the study and its report go (default: out/demo in the project's folder)
  --pairs N     value pairs to draw (default: 220, which gives more than 200 scenarios)
  --seed N      seed of the study (default: 1)
  -h, --help    print this`;

/**
 * The command `demo`.
 *
 * @param args Its arguments.
 * @param signal Stops the run.
 * @returns The exit code.
 * @throws {InputError} For wrong arguments, or a folder that cannot be written.
 */
export async function demo(args: readonly string[], signal: AbortSignal): Promise<number> {
  const options = readOptions(args);
  if (options === "help") {
    console.log(USAGE);
    return EXIT.ok;
  }
  const { out, pairs, seed } = options;
  console.log(
    "A simulated study: 12 made-up models with planted differences. No real model is asked.\n",
  );
  const start = performance.now();
  const config = simulatedConfig(out, { pairs, seed });
  await expectSame(out, config);
  const { run, stopped, spentUsd } = await runFolder(out, {
    create: config,
    reporter: terminalProgress(),
    signal,
  });
  if (stopped) {
    console.log("\nStopped before the end. All answers are kept: run it again to continue.");
    return EXIT.stopped;
  }
  const report = studyReport(run);
  const page = await writeStudyReport(report, out);
  const seconds = (performance.now() - start) / 1000;
  console.log(`\nWhat was found (simulated):`);
  for (const sentence of report.findings) console.log(`  - ${sentence}`);
  console.log(`
${report.figures.size} figures, ${seconds.toFixed(0)} s, $${spentUsd.toFixed(2)} of made-up money${
    spentUsd === 0 ? ": every answer came from the journal" : ""
  }.

Next
  open the report         ${pathToFileURL(page)}
  run it again            ${
    ["deno task demo", ...args].join(" ")
  }   (costs no call: the journal has the answers)
  look into the study     deno task study status ${relative(".", out) || "."}
  work in notebooks       deno task lab
  real score tables       deno task reproduce --data FILE_OR_FOLDER --out FOLDER`);
  return EXIT.ok;
}

/** A folder that holds another study must not be reported as the one that was asked for. */
async function expectSame(folder: string, config: StudyConfig): Promise<void> {
  const file = join(folder, CONFIG_FILE);
  let text: string;
  try {
    text = await Deno.readTextFile(file);
  } catch {
    return;
  }
  const there = parseStudyConfig(parseJson(text, file), file);
  for (const field of ["simulated", "pairs", "seed"] as const) {
    if (there[field] === config[field]) continue;
    throw new InputError(
      `Expected ${config[field]} but found the study of an earlier run with ${
        there[field]
      }; choose another --out`,
      { file, field },
    );
  }
}

function readOptions(args: readonly string[]) {
  const { values, names } = readArguments("demo", args, {
    out: { type: "string", default: inProject("out/demo") },
    pairs: { type: "string", default: "220" },
    seed: { type: "string", default: "1" },
  });
  if (values.help) return "help";
  if (names.length > 0) {
    throw new InputError(
      `Expected options only but found ${names[0]}; see "deno task demo --help"`,
    );
  }
  return {
    out: values.out,
    pairs: integer(values.pairs, "--pairs", 1),
    seed: integer(values.seed, "--seed", Number.MIN_SAFE_INTEGER),
  };
}

function integer(text: string, field: string, least: number): number {
  const number = Number(text);
  if (Number.isSafeInteger(number) && text.trim() !== "" && number >= least) return number;
  throw new InputError(
    `Expected an integer${least === 1 ? " greater than 0" : ""} but found "${text}"`,
    { field },
  );
}

if (import.meta.main) await runMain((signal) => demo(Deno.args, signal));
