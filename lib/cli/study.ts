import { join } from "node:path";
import { CallTally } from "../pipeline/call_tally.ts";
import { expectInputs } from "../pipeline/expect_inputs.ts";
import { rebuildStudy } from "../pipeline/run_folder.ts";
import { studyPrices } from "../pipeline/study_prices.ts";
import { estimateCost } from "../querying/estimate.ts";
import { openStudy, type Study } from "../study/study.ts";
import { EXIT, runMain } from "./exit.ts";
import { sayError } from "./standard_error.ts";
import { readArguments, USAGE } from "./study_arguments.ts";
import { cancelCommand } from "./study_cancel.ts";
import { estimateText } from "./study_estimate_text.ts";
import { exportStudy } from "./study_export.ts";
import { plannedCalls, planStudy } from "./study_plan.ts";
import { planText } from "./study_plan_text.ts";
import { mendCommand } from "./study_mend.ts";
import { outcomeLines, runCommand, stageCounts } from "./study_run.ts";
import { statusLines } from "./study_status.ts";
import { whyKey, whyLines } from "./study_why.ts";

/** Where a command says what it has to say. */
export interface Output {
  readonly out: (text: string) => void;
  readonly err: (text: string) => void;
}

/**
 * The command `study`.
 *
 * @param args Its arguments.
 * @param signal Stops a run.
 * @returns The exit code.
 * @throws {InputError} For wrong arguments, or a fault in the study.
 */
export async function study(
  args: readonly string[],
  signal: AbortSignal,
  { out, err }: Output = { out: console.log, err: sayError },
): Promise<number> {
  const { command, folder, key, options, mend } = readArguments(args);
  const print = (value: object, text: () => string) =>
    out(options.json ? JSON.stringify(value, null, 2) : text());
  const read = () => openStudy(folder, { readOnly: true });
  switch (command) {
    case "help":
      out(USAGE);
      return EXIT.ok;
    case "run":
      return await runCommand(folder, signal, err);
    case "cancel":
      return await cancelCommand(folder, { out, err });
    case "check": {
      await using open = await openStudy(folder, { note: err, check: true });
      const totals = await open.journal.totals();
      out(`The journal is whole: ${totals.reduce((n, t) => n + t.completions, 0)} completions.`);
      return EXIT.ok;
    }
    case "plan": {
      await using open = await read();
      await expectInputs({ ...open.config, budgetUsd: undefined }, folder);
      const rows = await planOf(open);
      print(rows, () => planText(rows, open.config));
      return EXIT.ok;
    }
    case "estimate": {
      await using open = await read();
      const estimate = await estimateOf(open);
      print(estimate, () => estimateText(estimate));
      return estimate.usd === null ? EXIT.failure : EXIT.ok;
    }
    case "status": {
      await using open = await read();
      const totals = await open.journal.totals();
      const manifest = await open.manifest();
      const run = await rebuildStudy(open);
      print(
        { totals, runs: manifest?.runs ?? [], cells: stageCounts(run) },
        () => `${statusLines(totals, manifest)}\n${outcomeLines(run)}`,
      );
      return EXIT.ok;
    }
    case "why": {
      await using open = await read();
      const told = await whyKey(open, key);
      print(told, () => whyLines(told));
      return EXIT.ok;
    }
    case "mend":
      return await mendCommand(folder, { ...mend, out: options.out, json: options.json }, signal, {
        out,
        err,
      });
    case "export": {
      await using open = await read();
      const to = options.out ?? join(folder, "tables");
      const paths = await exportStudy(await rebuildStudy(open), open, to, options.formats);
      out(paths.join("\n"));
      return EXIT.ok;
    }
  }
}

async function planOf(open: Study) {
  const tally = new CallTally(open.journal);
  return planStudy(await rebuildStudy(open, tally), tally);
}

async function estimateOf(open: Study) {
  const { config, journal, folder } = open;
  const { providers, priceOf } = await studyPrices(open);
  const rows = await planOf(open);
  const planned = await plannedCalls(rows, config, folder);
  return await estimateCost(journal, planned, providers, priceOf);
}

if (import.meta.main) await runMain((signal) => study(Deno.args, signal));
