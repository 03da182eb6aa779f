/**
 * A journal of many completions: how fast they are appended, and after a restart the time and memory until an engine
 * sends its first call.
 *
 * `deno run -A tests/bench/journal_bench.ts [--count N] [--quick] [--write]`; 1,000,000 completions where the count is
 * left out, 50,000 with `--quick`; `--write` puts the table into docs/journal_speed.md.
 */
import { readCount, readOptions, withArguments } from "./arguments.ts";
import { benchBody } from "./journal/bench_asks.ts";
import { writeSections } from "./measured_sections.ts";
import { measure } from "./querying/measure.ts";

/** What a restart may take, wherever the study stands. */
const SECONDS = 5, MIB = 500;

const here = new URL("./journal/", import.meta.url).pathname;
interface Restart {
  readonly opened: number;
  readonly charged: number;
  readonly seconds: number;
  readonly cpu: number;
  readonly peakMiB: number;
}

const script = (name: string, ...args: (string | number)[]) =>
  measure(Deno.execPath(), ["run", "-A", "--no-check", `${here}${name}`, ...args.map(String)]);

await withArguments(() => {
  const options = readOptions("journal", Deno.args);
  return {
    count: readCount(options, "count", 2_000) ?? (options.quick ? 50_000 : 1_000_000),
    write: options.write === true,
  };
}, bench);

async function bench(
  { count, write }: { readonly count: number; readonly write: boolean },
): Promise<void> {
  const folder = await Deno.makeTempDir({ prefix: "faultline-journal-" });
  const path = `${folder}/journal.sqlite`;
  const number = count.toLocaleString("en-US");
  try {
    console.log(`appending ${number} completions …`);
    const fill = await script("fill.ts", path, count);
    const { seconds, cpu } = JSON.parse(fill.output) as { seconds: number; cpu: number };
    const gib = (await Deno.stat(path)).size / 2 ** 30;
    const restarts: [string, Restart][] = [];
    const starts: [what: string, from: number, once?: "once"][] = [
      ["the call that follows the journaled ones is asked first", count],
      ["1,000 journaled calls of the stage come before it", count - 1_000],
      ["all journaled calls come before it, in one stage", 0],
      ["the same, asked by a generator that cannot be gone through again", 0, "once"],
    ];
    for (const [what, from, once] of starts) {
      console.log(`restarting: ${what} …`);
      const { output, peakMiB } = await script(
        "restart.ts",
        path,
        from,
        count + 1,
        ...(once ? [once] : []),
      );
      restarts.push([what, { ...JSON.parse(output), peakMiB }]);
    }
    const table = [
      "| | seconds | CPU seconds | peak MiB |",
      "|---|---|---|---|",
      `| append ${number} completions (${
        Math.round(count / seconds).toLocaleString("en-US")
      }/s) | ${seconds.toFixed(1)} | ${cpu.toFixed(1)} | ${fill.peakMiB.toFixed(0)} |`,
      ...restarts.map(([what, r]) =>
        `| restart; ${what} (journal open after ${r.opened.toFixed(2)} s, charges checked after ${
          r.charged.toFixed(2)
        } s) | ${r.seconds.toFixed(2)} | ${r.cpu.toFixed(2)} | ${r.peakMiB.toFixed(0)} |`
      ),
    ].join("\n");
    const bounds = restarts.map(([what, { seconds, peakMiB }]) =>
      `- ${what}: ${seconds <= SECONDS && peakMiB <= MIB ? "met" : "missed"}`
    ).join("\n");
    const conditions = `Conditions: ${number} completions with bodies of ${
      benchBody(0).length
    } characters, each charged, of 12 models; a file of ${
      gib.toFixed(2)
    } GiB (WAL, synchronous=FULL), 500 appends in flight; ${navigator.hardwareConcurrency} cores, ${Deno.build.os} ${Deno.build.arch}, Deno ${Deno.version.deno}, ${
      new Date().toISOString().slice(0, 10)
    }. Seconds of a restart run from the start of the process to the moment the engine hands its first request to fetch; CPU seconds, of all its threads, change little with what else the machine does.`;
    const sections = { table, bounds, conditions };
    console.log(`\n${Object.values(sections).join("\n\n")}`);
    if (write) await writeSections("docs/journal_speed.md", sections);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}
