/**
 * Calls per second and peak memory of many cheap calls to one local endpoint that answers after 200 ms: the engine
 * with a durable journal, the bare OpenAI SDK, promptfoo and Inspect AI, one after another in one run.
 *
 * `deno run -A tests/bench/querying_bench.ts [--quick] [--calls N] [--write]`; `--quick` makes 2,000 calls and leaves
 * the peers out; `--write` puts the table into docs/querying_speed.md. The peers are installed, pinned, into a folder
 * of the system's temporary folder (npm and Python's venv are needed for them).
 */
import { measure, type Measured } from "./querying/measure.ts";

const PROMPTFOO = "0.123.1";
const INSPECT = "0.3.285";
const LATENCY = 200;
const CONCURRENCY = 500;

interface Row extends Measured {
  readonly name: string;
  readonly calls: number;
}

const here = new URL("./querying/", import.meta.url).pathname;
const flag = (name: string) => Deno.args.includes(`--${name}`);
const quick = flag("quick");
const callsAt = Deno.args.indexOf("--calls");
const calls = callsAt >= 0 ? Number(Deno.args[callsAt + 1]) : quick ? 2_000 : 20_000;
if (!Number.isInteger(calls) || calls < 1) throw new Error("Expected --calls to be a whole number");

const endpoint = new Deno.Command(Deno.execPath(), {
  args: ["run", "-A", `${here}endpoint.ts`, String(LATENCY)],
  stdout: "piped",
}).spawn();
const reader = endpoint.stdout.getReader();
const port = Number(new TextDecoder().decode((await reader.read()).value).trim());
const origin = `http://127.0.0.1:${port}`;
const answered = async () => (await (await fetch(`${origin}/count`)).json()).answered as number;

const scratch = await Deno.makeTempDir({ prefix: "faultline-bench-" });
const rows: Row[] = [];

async function row(name: string, run: () => Promise<Measured>): Promise<void> {
  console.log(`${name} …`);
  const before = await answered();
  const measured = await run();
  const sent = await answered() - before;
  if (sent !== calls) throw new Error(`Expected ${calls} calls of ${name} but found ${sent}`);
  rows.push({ name, calls, ...measured });
  console.log(`  ${(calls / measured.seconds).toFixed(0)}/s, ${measured.peakMiB.toFixed(0)} MiB`);
}

const script = (name: string, ...more: string[]) =>
  measure(Deno.execPath(), [
    "run",
    "-A",
    `${here}${name}`,
    `${origin}/v1`,
    String(calls),
    String(CONCURRENCY),
    ...more,
  ]);

/** Installs a peer once. */
async function installed(folder: string, commands: [string, string[]][]): Promise<string> {
  const path = `${Deno.env.get("TMPDIR") ?? "/tmp"}/faultline-bench-${folder}`;
  try {
    await Deno.stat(`${path}/.ready`);
  } catch {
    await Deno.mkdir(path, { recursive: true });
    for (const [command, args] of commands) await measure(command, args, { cwd: path });
    await Deno.writeTextFile(`${path}/.ready`, "");
  }
  return path;
}

async function promptfoo(): Promise<Measured> {
  const folder = await installed(`promptfoo-${PROMPTFOO}`, [
    ["npm", ["init", "-y"]],
    ["npm", ["install", "--no-audit", "--no-fund", `promptfoo@${PROMPTFOO}`]],
  ]);
  const tests = Array.from({ length: calls }, (_, i) => ({
    vars: { q: `Question ${i}: is honesty always kind?` },
  }));
  const config = {
    prompts: ["{{q}}"],
    providers: [{
      id: "openai:chat:bench",
      config: { apiBaseUrl: `${origin}/v1`, apiKey: "none", temperature: 1, max_tokens: 100 },
    }],
    tests,
  };
  await Deno.writeTextFile(`${scratch}/promptfoo.json`, JSON.stringify(config));
  return measure("node", [
    `${folder}/node_modules/promptfoo/dist/src/main.js`,
    ...["eval", "-c", `${scratch}/promptfoo.json`, "--no-cache", "-j", String(CONCURRENCY)],
    ...["--no-table", "--no-progress-bar"],
  ], {
    cwd: scratch,
    env: {
      PROMPTFOO_CONFIG_DIR: `${scratch}/promptfoo`,
      PROMPTFOO_DISABLE_TELEMETRY: "1",
      PROMPTFOO_DISABLE_UPDATE: "1",
    },
  });
}

async function inspect(): Promise<Measured> {
  const folder = await installed(`inspect-${INSPECT}`, [
    ["python3", ["-m", "venv", "venv"]],
    ["venv/bin/pip", ["install", "-q", `inspect-ai==${INSPECT}`, "openai"]],
  ]);
  return measure(`${folder}/venv/bin/inspect`, [
    ...["eval", "inspect_task.py", "--model", "openai-api/bench/bench"],
    ...["--max-connections", String(CONCURRENCY), "--max-samples", String(CONCURRENCY)],
    ...["--max-retries", "0", "--temperature", "1", "--max-tokens", "100"],
    ...["--log-dir", `${scratch}/inspect`, "--display", "none", "--no-score"],
  ], {
    cwd: here, // it takes no absolute path of a task
    env: { BENCH_CALLS: String(calls), BENCH_API_KEY: "none", BENCH_BASE_URL: `${origin}/v1` },
  });
}

/** The table in Markdown, with ratios to Faultline. */
function table(): string {
  const ours = rows.find((r) => r.name.startsWith("Faultline"))!;
  const rate = (r: Row) => r.calls / r.seconds;
  const lines = rows.map((r) =>
    `| ${r.name} | ${rate(r).toFixed(0)} | ${r.seconds.toFixed(1)} | ${r.peakMiB.toFixed(0)} | ${
      (rate(ours) / rate(r)).toFixed(2)
    } | ${(ours.peakMiB / r.peakMiB).toFixed(2)} |`
  );
  return [
    "| | calls/s | seconds | peak MiB | Faultline's calls/s as a multiple | Faultline's memory as a share |",
    "|---|---|---|---|---|---|",
    ...lines,
  ].join("\n");
}

/** The aims, each with what was measured; the peers may be left out. */
function aims(): string {
  const [bare, ours, ...peers] = rows;
  const rate = (r: Row) => r.calls / r.seconds;
  const fastest = Math.max(...peers.map(rate));
  const leanest = Math.min(...peers.map((r) => r.peakMiB));
  const line = (aim: string, met: boolean, found: string) =>
    `- ${aim}: ${met ? "met" : "not met"} (${found}).`;
  const share = rate(ours!) / rate(bare!);
  return [
    ...peers.length > 0
      ? [
        line(
          "At least 3 times the calls per second of the faster peer",
          rate(ours!) >= 3 * fastest,
          `${(rate(ours!) / fastest).toFixed(1)} times`,
        ),
        line(
          "At most a third of the memory of the leaner peer",
          ours!.peakMiB <= leanest / 3,
          `${(ours!.peakMiB / leanest).toFixed(2)} of it; the bare SDK alone takes ${
            bare!.peakMiB.toFixed(0)
          } MiB`,
        ),
      ]
      : [],
    line("Within 20 % of the bare SDK", share >= 0.8, `${(100 * share).toFixed(0)} % of its rate`),
  ].join("\n");
}

try {
  // One warm-up each for the endpoint and the compiler's caches is part of what a first row would pay.
  await script("bare_sdk.ts");
  await row("bare OpenAI SDK, no journal", () => script("bare_sdk.ts"));
  await row("Faultline, durable journal", () => {
    const folder = Deno.makeTempDirSync({ dir: scratch });
    return script("faultline.ts", folder);
  });
  if (!quick) {
    await row(`promptfoo ${PROMPTFOO}`, promptfoo);
    await row(`Inspect AI ${INSPECT}`, inspect);
  }
  const { cpu } = { cpu: navigator.hardwareConcurrency };
  const conditions = `${calls} calls, concurrency ${CONCURRENCY}, ${LATENCY} ms latency (at most ${
    CONCURRENCY * 1000 / LATENCY
  } calls/s), endpoint in its own process on the same machine, ${cpu} cores, ${Deno.build.os} ${Deno.build.arch}, Deno ${Deno.version.deno}, ${
    new Date().toISOString().slice(0, 10)
  }. Seconds include starting the program.`;
  console.log(`\n${table()}\n\n${conditions}`);
  if (flag("write")) {
    await Deno.mkdir("docs", { recursive: true });
    await Deno.writeTextFile(
      "docs/querying_speed.md",
      `# Speed of querying\n\n${table()}\n\nConditions: ${conditions}\n\n## Against the aims\n\n${aims()}\n\n## How it was measured\n\n` +
        "Measured by `deno run -A tests/bench/querying_bench.ts --write`. Each program sends the same prompts with the same parameters to the same endpoint and keeps the answers: Faultline in its SQLite journal (synchronous=FULL), promptfoo in its database, Inspect AI in its log; the bare SDK keeps nothing. The endpoint counts that each sent every call once. Memory is the highest sum of resident memory over a program's processes.\n",
    );
  }
} finally {
  endpoint.kill();
  await endpoint.status;
  await reader.cancel();
  await Deno.remove(scratch, { recursive: true });
}
