/**
 * How fast exact greedy k-center is: `deno run -A tests/bench/sampling_bench.ts [--quick] [--full] [--only NAME]`.
 * Prints a table as text and as JSON. Each measurement runs in a process of its own, so that peak memory is its
 * own; ratios compare runs of one call of this program.
 *
 * @module
 */
import { kCenterPlain } from "../../lib/sampling/k_center_plain.ts";
import { kCenterInput } from "../../lib/sampling/k_center_input.ts";
import type { KCenterWork } from "../../lib/sampling/k_center_reports.ts";
import { searchKCenter } from "../../lib/sampling/k_center_search.ts";
import type { RowFile } from "../../lib/sampling/kernel/row_file.ts";
import { benchWeights, clusteredRows, isotropicRows, loose, queryLike } from "./sampling_data.ts";

/** One line of the table. */
export interface Measurement {
  readonly name: string;
  readonly seconds: number;
  /** Of all threads together: what other work on the machine hardly changes. */
  readonly cpuSeconds: number;
  readonly chosen: number;
  readonly lastRadius: number;
  /** Peak resident memory of the process, MB, rows included. */
  readonly peakMegabytes: number;
  readonly pairs?: number;
  /** 10^9 multiply-adds per second, all threads together, by filters 1 and 2 alone. */
  readonly rate?: number;
}

interface Case {
  readonly name: string;
  readonly rows: number;
  readonly dimensions: number;
  readonly data: "query-like" | "loose" | "isotropic";
  readonly method: "kCenter" | "kCenterFile" | "plain" | "NumPy --fast";
  readonly k?: number;
  readonly threshold?: number;
  readonly weighted?: boolean;
}

function casesOf(quick: boolean, full: boolean): Case[] {
  const base = { dimensions: 768, data: "query-like" } as const;
  const rows = quick ? 5_000 : 50_000;
  const k = quick ? 200 : 1_000;
  const cases: Case[] = [];
  for (const weighted of [false, true]) {
    for (const method of ["kCenter", "NumPy --fast", "plain"] as const) {
      const name = `${method}, ${rows} x 768, k = ${k}${weighted ? ", weighted" : ""}`;
      // The plain loop costs the same for every row chosen: a part is enough, and is reported as such.
      cases.push({ ...base, name, rows, k: method === "plain" ? k / 20 : k, method, weighted });
    }
  }
  for (const rows of quick ? [2_500, 5_000, 10_000] : [25_000, 50_000, 100_000, 200_000, 400_000]) {
    cases.push({ ...base, name: `growth, ${rows} x 768, k = ${k}`, rows, k, method: "kCenter" });
  }
  for (const data of ["query-like", "loose", "isotropic"] as const) {
    const name = `thinning at 0.4, ${rows} x 768, ${data}`;
    if (data === "isotropic") {
      const k = Math.round(0.73 * rows);
      if (quick) {
        cases.push({ ...base, name: `${k} of ${rows}, ${data}`, data, rows, k, method: "kCenter" });
      }
    } else cases.push({ ...base, name, data, rows, threshold: 0.4, method: "kCenter" });
  }
  if (full) {
    const name = "thinning at 0.4, 411000 x 768, query-like";
    cases.push({ ...base, name, rows: 411_000, threshold: 0.4, method: "kCenter" });
    cases.push({
      ...base,
      name: "plain loop, first 20 of 411000 x 768",
      rows: 411_000,
      k: 20,
      method: "plain",
    });
  }
  return cases;
}

/** Runs one case in this process. */
async function measure(one: Case): Promise<Measurement> {
  const { name, rows: count, dimensions, data, method, k, threshold = 0, weighted } = one;
  const { rows } = data === "isotropic"
    ? isotropicRows(count, dimensions, 1)
    : clusteredRows(count, dimensions, 1, data === "loose" ? loose : queryLike);
  const choice = {
    threshold,
    ...(k !== undefined && { k }),
    ...(weighted && { weights: benchWeights(count, 2) }),
  };
  if (method === "NumPy --fast") return await measureNumPy(one, rows, choice.weights);
  const cpu = cpuSeconds(false);
  const start = performance.now();
  let work: KCenterWork | undefined;
  let source: Float32Array | RowFile = rows;
  if (method === "kCenterFile") {
    const path = await Deno.makeTempFile();
    await Deno.writeFile(path, new Uint8Array(rows.buffer));
    source = { path, offset: 0, rows: count, dimensions };
  }
  const { order, radii } = method === "plain"
    ? kCenterPlain(rows, dimensions, choice)
    : await searchKCenter(source, kCenterInput(count, dimensions, choice), {}, {
      onWork: (done) => work = done,
    });
  const seconds = (performance.now() - start) / 1000;
  return {
    name,
    seconds,
    cpuSeconds: cpuSeconds(false) - cpu,
    chosen: order.length,
    lastRadius: radii.at(-1) ?? Infinity,
    peakMegabytes: await peakMegabytes(Deno.pid),
    ...(work && { pairs: work.pairs, rate: work.multiplyAdds / seconds / 1e9 }),
  };
}

async function measureNumPy(
  { name, rows: count, dimensions, k }: Case,
  rows: Float32Array,
  weights: Float64Array | undefined,
): Promise<Measurement> {
  const reference = new URL("../../../shared/bench/kcenter_numpy.py", import.meta.url).pathname;
  const python = Deno.env.get("PYTHON") ?? "python3";
  const folder = await Deno.makeTempDir();
  try {
    await Deno.writeFile(`${folder}/x`, new Uint8Array(rows.buffer));
    const args = [reference, `${folder}/x`, `${count}`, `${dimensions}`, "--k", `${k}`, "--fast"];
    if (weights) {
      await Deno.writeFile(`${folder}/w`, new Uint8Array(weights.buffer));
      args.push("--weights", `${folder}/w`);
    }
    const command = new Deno.Command(python, { args, stdout: "piped", stderr: "piped" });
    const { success, stdout, stderr } = await command.output();
    if (!success) {
      const why = new TextDecoder().decode(stderr).trim().split("\n").at(-1);
      throw new Error(`${python} with NumPy and the reference are needed (set PYTHON): ${why}`);
    }
    const { seconds, order, radii } = JSON.parse(new TextDecoder().decode(stdout));
    return {
      name,
      seconds,
      cpuSeconds: cpuSeconds(true),
      chosen: order.length,
      lastRadius: radii.at(-1),
      peakMegabytes: NaN,
    };
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

/** CPU seconds of this process, or of its children that have ended; NaN where /proc does not tell. */
function cpuSeconds(children: boolean): number {
  try {
    const fields = Deno.readTextFileSync("/proc/self/stat").split(") ")[1]!.split(" ");
    const at = children ? 13 : 11;
    return (Number(fields[at]) + Number(fields[at + 1])) / 100;
  } catch {
    return NaN;
  }
}

async function peakMegabytes(pid: number): Promise<number> {
  try {
    const status = await Deno.readTextFile(`/proc/${pid}/status`);
    return Math.round(Number(/VmHWM:\s+(\d+)/.exec(status)![1]) / 1024);
  } catch {
    return Math.round(Deno.memoryUsage().rss / 2 ** 20);
  }
}

/** Runs all cases, each in a process of its own, and prints the table. */
export async function main(args: readonly string[] = Deno.args): Promise<Measurement[]> {
  const only = args.includes("--only") ? args[args.indexOf("--only") + 1] : undefined;
  const found: Measurement[] = [];
  for (const one of casesOf(args.includes("--quick"), args.includes("--full"))) {
    if (only !== undefined && !one.name.includes(only)) continue;
    const { success, stdout, stderr } = await new Deno.Command(Deno.execPath(), {
      args: ["run", "-A", import.meta.url, "--case", JSON.stringify(one)],
      stdout: "piped",
      stderr: "piped",
    }).output();
    if (!success) {
      console.log(`${one.name}: not measured. ${new TextDecoder().decode(stderr).trim()}`);
      continue;
    }
    const measurement: Measurement = JSON.parse(new TextDecoder().decode(stdout));
    found.push(measurement);
    const { name, seconds, cpuSeconds, chosen, lastRadius, peakMegabytes, rate } = measurement;
    console.log(
      `${name.padEnd(48)} ${seconds.toFixed(2).padStart(9)} s  ${
        (cpuSeconds ?? NaN).toFixed(1).padStart(8)
      } CPU s  ${String(chosen).padStart(7)} chosen  radius ${lastRadius.toFixed(4)}  ${
        String(peakMegabytes ?? "-").padStart(5)
      } MB  ${rate === undefined ? "" : `${rate.toFixed(1)} G multiply-adds/s`}`,
    );
  }
  console.log(JSON.stringify(found));
  return found;
}

if (import.meta.main) {
  if (Deno.args[0] === "--case") {
    console.log(JSON.stringify(await measure(JSON.parse(Deno.args[1]!))));
  } else {
    await main();
  }
}
