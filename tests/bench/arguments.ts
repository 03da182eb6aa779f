import { parseArgs } from "node:util";

const flag = { type: "boolean" } as const;
const value = { type: "string" } as const;

/** Options of all measurements; each takes those of its own. */
const OPTIONS = {
  quick: flag,
  write: flag,
  full: flag,
  "without-peers": flag,
  calls: value,
  count: value,
  only: value,
};

/** The measurements: their programs in this folder, and what each can be told. */
export const BENCHES = {
  querying: { program: "querying_bench.ts", options: ["quick", "write", "without-peers", "calls"] },
  journal: { program: "journal_bench.ts", options: ["quick", "write", "count"] },
  sampling: { program: "sampling_bench.ts", options: ["quick", "full", "only"] },
  analysis: { program: "analysis_bench.ts", options: ["write"] },
} as const satisfies Record<
  string,
  { readonly program: string; readonly options: readonly (keyof typeof OPTIONS)[] }
>;

/** A measurement. */
export type Bench = keyof typeof BENCHES;

/** Values of options, by name. */
export type BenchOptions = { readonly [name in keyof typeof OPTIONS]?: string | boolean };

function parse(args: readonly string[]) {
  return parseArgs({ args: [...args], allowPositionals: true, options: OPTIONS });
}

function isBench(name: string): name is Bench {
  return Object.hasOwn(BENCHES, name);
}

/**
 * Reads the arguments of `deno task bench`: which measurements to run (all where none is named), and what to tell each:
 * the options that it knows.
 *
 * @throws {TypeError} For an unknown measurement, or an option that none of the named ones knows.
 */
export function readBenches(args: readonly string[]): [bench: Bench, args: string[]][] {
  const { values, positionals } = parse(args);
  const wrong = positionals.find((name) => !isBench(name));
  if (wrong !== undefined) {
    throw new TypeError(`Expected ${Object.keys(BENCHES).join(", ")} but found "${wrong}"`);
  }
  const names = (positionals.length > 0 ? positionals : Object.keys(BENCHES)) as Bench[];
  const given = Object.entries(values) as [keyof typeof OPTIONS, string | boolean][];
  const knows = (name: Bench, option: string) =>
    (BENCHES[name].options as readonly string[]).includes(option);
  const unused = given.find(([option]) => !names.some((name) => knows(name, option)));
  if (unused) {
    throw new TypeError(`Expected no --${unused[0]} for ${names.join(", ")} but found one`);
  }
  return names.map((name) => [
    name,
    given.filter(([option]) => knows(name, option))
      .map(([option, value]) => value === true ? `--${option}` : `--${option}=${value}`),
  ]);
}

/**
 * Reads the arguments of one measurement.
 *
 * @throws {TypeError} For anything that it does not know.
 */
export function readOptions(bench: Bench, args: readonly string[]): BenchOptions {
  const { values, positionals } = parse(args);
  const known: readonly string[] = BENCHES[bench].options;
  const wrong = positionals[0] ?? Object.keys(values).find((name) => !known.includes(name));
  if (wrong !== undefined) {
    const wanted = known.map((name) => `--${name}`).join(", ");
    throw new TypeError(`Expected ${wanted} for ${bench} but found "${wrong}"`);
  }
  return values;
}

/**
 * A number of things to measure.
 *
 * @throws {TypeError} If it is not an integer of at least `least`.
 */
export function readCount(
  options: BenchOptions,
  name: "calls" | "count",
  least: number,
): number | undefined {
  const value = options[name];
  if (value === undefined) return undefined;
  const count = Number(value);
  if (Number.isInteger(count) && count >= least) return count;
  throw new TypeError(
    `Expected --${name} to be an integer of at least ${least} but found ${value}`,
  );
}

/** Runs a program's body; wrong arguments end it with exit code 2 and one sentence. */
export async function withArguments<T>(
  read: () => T,
  run: (read: T) => Promise<void>,
): Promise<void> {
  let options: T;
  try {
    options = read();
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    console.error(error.message);
    Deno.exit(2);
  }
  await run(options);
}
