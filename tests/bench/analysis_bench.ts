/**
 * Times Bradley-Terry and the cluster bootstrap at the size of the public dataset, against NumPy and SciPy where a
 * Python with both is found; `--write` puts the table into docs/analysis_speed.md.
 *
 *     FAULTLINE_PYTHON=venv/bin/python deno run -A tests/bench/analysis_bench.ts [--write]
 *
 * @module
 */
import {
  clusterBootstrap,
  clusterSums,
  percentileInterval,
} from "../../lib/analysis/bootstrap/mod.ts";
import { fitBradleyTerry } from "../../lib/analysis/bradley_terry/mod.ts";
import type { ComparisonSet } from "../../lib/analysis/bradley_terry/mod.ts";
import { Random } from "../../lib/study/random.ts";
import { readOptions, withArguments } from "./arguments.ts";
import { writeSections } from "./measured_sections.ts";

const [MODELS, VALUES, ROWS, PAIRS] = [12, 3302, 43_960, 38_374];
const REPLICATES = 2000;
const RUNS = 3;

/** One model's contests, of planted strengths, with a nudge of 0.8. */
function contests(model: number): ComparisonSet {
  const random = new Random("contests", model);
  const strengths = Array.from({ length: VALUES }, () => random.normal());
  const first = Int32Array.from({ length: ROWS }, () => random.int(VALUES));
  const second = first.map((v) => (v + 1 + random.int(VALUES - 1)) % VALUES);
  const nudge = Float64Array.from({ length: ROWS }, () => random.int(3) - 1);
  const outcome = nudge.map((lean, i) => {
    const logit = strengths[first[i]!]! - strengths[second[i]!]! + 0.8 * lean;
    return random.next() < 1 / (1 + Math.exp(-logit)) ? 1 : 0;
  });
  const items = strengths.map((_, v) => `v${v}`);
  return { items, first, second, nudge, outcome, cluster: first.map((_, i) => i), clusters: ROWS };
}

function bradleyTerry(sets: readonly ComparisonSet[]): number {
  const start = performance.now();
  for (const set of sets) {
    const { converged } = fitBradleyTerry(set, { ridge: 1 });
    if (!converged) throw new Error("Expected the fit to converge but it did not");
  }
  return (performance.now() - start) / 1000;
}

async function bootstrap(labels: readonly number[], scores: Float64Array): Promise<number> {
  const start = performance.now();
  const sums = clusterSums(labels, MODELS + 1, (i, row) => {
    for (let m = 0; m < MODELS; m++) row[m]! += scores[i * MODELS + m]!;
    row[MODELS]! += 1;
  });
  const totals = await clusterBootstrap(sums, { replicates: REPLICATES });
  for (let m = 0; m < MODELS; m++) percentileInterval(totals.map((row) => row[m]! / row[MODELS]!));
  return (performance.now() - start) / 1000;
}

/** Seconds of the same work in NumPy and SciPy; undefined where no Python has them. */
async function inPython(): Promise<{ bradleyTerry: number; bootstrap: number } | undefined> {
  const script = new URL("./analysis_numpy.py", import.meta.url).pathname;
  try {
    const python = Deno.env.get("FAULTLINE_PYTHON") ?? "python3";
    const { success, stdout } = await new Deno.Command(python, { args: [script], stderr: "null" })
      .output();
    return success ? JSON.parse(new TextDecoder().decode(stdout)) : undefined;
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return undefined;
    throw error;
  }
}

/** The least of several runs, and its rows of the table. */
export async function analysisBench(): Promise<string[]> {
  const sets = Array.from({ length: MODELS }, (_, m) => contests(m));
  const random = new Random("rows");
  const labels = Array.from({ length: ROWS }, (_, i) => i < PAIRS ? i : random.int(PAIRS));
  const scores = Float64Array.from({ length: ROWS * MODELS }, () => random.int(7));
  const ours = { bradleyTerry: Infinity, bootstrap: Infinity };
  for (let run = 0; run < RUNS; run++) {
    ours.bradleyTerry = Math.min(ours.bradleyTerry, bradleyTerry(sets));
    ours.bootstrap = Math.min(ours.bootstrap, await bootstrap(labels, scores));
  }
  const theirs = await inPython();
  const row = (work: string, key: keyof typeof ours, bound: number) => {
    const other = theirs?.[key];
    const compared = other === undefined
      ? "not measured | -"
      : `${other.toFixed(2)} s | ${(other / ours[key]).toFixed(1)}`;
    return `| ${work} | ${ours[key].toFixed(2)} s | ${bound} s | ${compared} |`;
  };
  return [
    row("Bradley-Terry, 12 models x 3,302 values x 43,960 comparisons", "bradleyTerry", 5),
    row("cluster bootstrap, 2,000 x 43,960 rows x 12 models", "bootstrap", 10),
  ];
}

if (import.meta.main) {
  await withArguments(() => readOptions("analysis", Deno.args), async ({ write }) => {
    const rows = await analysisBench();
    const table = `| work | here | bound | NumPy/SciPy | times faster |\n|---|---|---|---|---|\n${
      rows.join("\n")
    }`;
    console.log(table);
    if (write) await writeSections("docs/analysis_speed.md", { table });
  });
}
