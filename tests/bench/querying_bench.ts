/**
 * Calls per second and peak memory of many cheap calls to one local endpoint that answers after 200 ms: the engine
 * with a durable journal, the bare OpenAI SDK, promptfoo and Inspect AI, one after another in one run.
 *
 * `deno run -A tests/bench/querying_bench.ts [--calls N] [--without-peers] [--quick] [--write]`; `--quick` makes 2,000
 * calls and leaves the peers out; `--write` puts the table into docs/querying_speed.md. The peers are installed, pinned,
 * into a folder of the system's temporary folder (npm and Python's venv are needed for them).
 */
import denoJson from "../../deno.json" with { type: "json" };
import { readCount, readOptions, withArguments } from "./arguments.ts";
import { writeSections } from "./measured_sections.ts";
import { aimsOf, type Row, tableOf } from "./querying/aims.ts";
import { measure, type Measured } from "./querying/measure.ts";

const PROMPTFOO = "0.123.1";
const INSPECT = "0.3.285";
const LATENCY = 200;
const CONCURRENCY = 500;

/** The V8 flags with which the task `study` runs. */
const V8_FLAGS = /--v8-flags=\S+/.exec(denoJson.tasks.study.command)?.[0];

const here = new URL("./querying/", import.meta.url).pathname;

await withArguments(() => {
  const options = readOptions("querying", Deno.args);
  const quick = options.quick === true;
  return {
    calls: readCount(options, "calls", 1) ?? (quick ? 2_000 : 20_000),
    peers: !quick && options["without-peers"] !== true,
    write: options.write === true,
  };
}, bench);

async function bench(
  { calls, peers, write }: {
    readonly calls: number;
    readonly peers: boolean;
    readonly write: boolean;
  },
): Promise<void> {
  const endpoint = new Deno.Command(Deno.execPath(), {
    args: ["run", "-A", `${here}endpoint.ts`, String(LATENCY)],
    stdout: "piped",
  }).spawn();
  const reader = endpoint.stdout.getReader();
  const port = Number(new TextDecoder().decode((await reader.read()).value).trim());
  const origin = `http://127.0.0.1:${port}`;
  const scratch = await Deno.makeTempDir({ prefix: "faultline-bench-" });
  try {
    const rows = await measureAll({ calls, peers, origin, scratch });
    const conditions =
      `Conditions: ${calls} calls, concurrency ${CONCURRENCY}, ${LATENCY} ms latency (at most ${
        CONCURRENCY * 1000 / LATENCY
      } calls/s), endpoint in its own process on the same machine, ${navigator.hardwareConcurrency} cores, ${Deno.build.os} ${Deno.build.arch}, Deno ${Deno.version.deno}, ${
        new Date().toISOString().slice(0, 10)
      }. Seconds include starting the program. Faultline runs with the V8 flags of \`deno task study\` (\`${V8_FLAGS}\`), but where it says without.`;
    const sections = { table: tableOf(rows), conditions, aims: aimsOf(rows) };
    console.log(`\n${Object.values(sections).join("\n\n")}`);
    if (write) await writeSections("docs/querying_speed.md", sections);
  } finally {
    endpoint.kill();
    await endpoint.status;
    await reader.cancel();
    await Deno.remove(scratch, { recursive: true });
  }
}

interface Run {
  readonly calls: number;
  readonly origin: string;
  readonly scratch: string;
}

async function measureAll(run: Run & { readonly peers: boolean }): Promise<Row[]> {
  const { calls, origin, scratch } = run;
  const answered = async () => (await (await fetch(`${origin}/count`)).json()).answered as number;
  const script = (flags: string | undefined, name: string, ...more: string[]) =>
    measure(Deno.execPath(), [
      ...["run", "-A", ...flags ? [flags] : [], `${here}${name}`],
      ...[`${origin}/v1`, String(calls), String(CONCURRENCY), ...more],
    ]);
  const faultline = (flags?: string) =>
    script(flags, "faultline.ts", Deno.makeTempDirSync({ dir: scratch }));
  // One warm-up for the endpoint and the compiler's caches, for which a first row would pay.
  await script(undefined, "bare_sdk.ts");
  const programs: [name: string, kind: Row["kind"], run: () => Promise<Measured>][] = [
    ["bare OpenAI SDK, no journal", "bare", () => script(undefined, "bare_sdk.ts")],
    ["Faultline, durable journal", "faultline", () => faultline(V8_FLAGS)],
    ["Faultline, without the V8 flags", "plain", () => faultline()],
  ];
  if (run.peers) {
    programs.push(
      [`promptfoo ${PROMPTFOO}`, "peer", () => promptfoo(run)],
      [`Inspect AI ${INSPECT}`, "peer", () => inspect(run)],
    );
  }
  const rows: Row[] = [];
  for (const [name, kind, start] of programs) {
    console.log(`${name} …`);
    const before = await answered();
    const { seconds, peakMiB } = await start();
    const sent = await answered() - before;
    if (sent !== calls) throw new Error(`Expected ${calls} calls of ${name} but found ${sent}`);
    rows.push({ name, kind, calls, seconds, peakMiB });
    console.log(`  ${(calls / seconds).toFixed(0)}/s, ${peakMiB.toFixed(0)} MiB`);
  }
  return rows;
}

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

async function promptfoo({ calls, origin, scratch }: Run): Promise<Measured> {
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

async function inspect({ calls, origin, scratch }: Run): Promise<Measured> {
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
