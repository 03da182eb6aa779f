/**
 * A journal of many completions: how fast they are appended, and after a restart the time and memory until an engine
 * sends its first call.
 *
 * `deno run -A tests/bench/journal_bench.ts [COUNT] [--quick] [--write]`; 1,000,000 completions where COUNT is left
 * out, 50,000 with `--quick`; `--write` puts the table into docs/journal_speed.md.
 */
import { measure } from "./querying/measure.ts";

/** What a restart may take, wherever the study stands. */
const SECONDS = 5, MIB = 500;

const here = new URL("./journal/", import.meta.url).pathname;
const quick = Deno.args.includes("--quick");
const count = Number(Deno.args.find((arg) => !arg.startsWith("-")) ?? (quick ? 50_000 : 1_000_000));
if (!Number.isInteger(count) || count < 2_000) {
  console.error("Expected COUNT to be an integer of at least 2000");
  Deno.exit(2);
}

interface Restart {
  readonly opened: number;
  readonly charged: number;
  readonly seconds: number;
  readonly peakMiB: number;
}

const folder = await Deno.makeTempDir({ prefix: "faultline-journal-" });
const path = `${folder}/journal.sqlite`;
const script = (name: string, ...args: (string | number)[]) =>
  measure(Deno.execPath(), ["run", "-A", "--no-check", `${here}${name}`, ...args.map(String)]);

async function restart(from: number): Promise<Restart> {
  const { output, peakMiB } = await script("restart.ts", path, from, count + 1);
  return { ...JSON.parse(output), peakMiB };
}

try {
  console.log(`appending ${count.toLocaleString("en-US")} completions …`);
  const fill = await script("fill.ts", path, count);
  const { seconds } = JSON.parse(fill.output) as { seconds: number };
  const gib = (await Deno.stat(path)).size / 2 ** 30;
  const restarts: [string, Restart][] = [];
  const starts: [string, number][] = [
    ["the call that follows the journaled ones is asked first", count],
    ["1,000 journaled calls of the stage come before it", count - 1_000],
    ["all journaled calls come before it, in one stage", 0],
  ];
  for (const [what, from] of starts) {
    console.log(`restarting: ${what} …`);
    restarts.push([what, await restart(from)]);
  }
  const table = [
    "| | seconds | peak MiB |",
    "|---|---|---|",
    `| append ${count.toLocaleString("en-US")} completions (${
      Math.round(count / seconds).toLocaleString("en-US")
    }/s) | ${seconds.toFixed(1)} | ${fill.peakMiB.toFixed(0)} |`,
    ...restarts.map(([what, r]) =>
      `| restart; ${what} (journal open after ${r.opened.toFixed(2)} s, charges checked after ${
        r.charged.toFixed(2)
      } s) | ${r.seconds.toFixed(2)} | ${r.peakMiB.toFixed(0)} |`
    ),
  ].join("\n");
  const bounds = restarts.map(([what, { seconds, peakMiB }]) =>
    `- ${what}: ${seconds <= SECONDS && peakMiB <= MIB ? "met" : "missed"}`
  ).join("\n");
  const conditions = `${count.toLocaleString("en-US")} completions with bodies of ${
    (await import("./journal/bench_asks.ts")).benchBody(0).length
  } characters, each charged, of 12 models; a file of ${
    gib.toFixed(2)
  } GiB (WAL, synchronous=FULL), 500 appends in flight; ${navigator.hardwareConcurrency} cores, ${Deno.build.os} ${Deno.build.arch}, Deno ${Deno.version.deno}, ${
    new Date().toISOString().slice(0, 10)
  }. Seconds of a restart run from the start of the process to the moment the engine hands its first request to fetch.`;
  console.log(`\n${table}\n\n${bounds}\n\n${conditions}`);
  if (Deno.args.includes("--write")) {
    await Deno.mkdir("docs", { recursive: true });
    await Deno.writeTextFile(
      "docs/journal_speed.md",
      `# Speed of the journal\n\n${table}\n\nAgainst the bounds of ${SECONDS} s and ${MIB} MiB until the first call:\n\n${bounds}\n\nConditions: ${conditions}\n\nMeasured by \`deno run -A tests/bench/journal_bench.ts --write\`. Memory is the highest resident memory of the process, which counts pages of the file that SQLite holds. The bodies are made of few words and compress better than real answers do. The last row is the time of reading all journaled answers back and handing them to the stage, which happens once on the way to the first call that is new.\n`,
    );
  }
} finally {
  await Deno.remove(folder, { recursive: true });
}
