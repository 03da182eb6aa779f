/**
 * `deno task bench [--quick] [querying|journal|sampling|analysis …]`: runs the measurements one after another, each in
 * a process of its own; all of them unless some are named. Other arguments go on to each.
 *
 * @module
 */
import { fileURLToPath } from "node:url";

const BENCHES: Readonly<Record<string, string>> = {
  querying: "querying_bench.ts",
  journal: "journal_bench.ts",
  sampling: "sampling_bench.ts",
  analysis: "analysis_bench.ts",
};

const named = Deno.args.filter((arg) => !arg.startsWith("-"));
const unknown = named.find((name) => !Object.hasOwn(BENCHES, name));
if (unknown !== undefined) {
  console.error(`Expected ${Object.keys(BENCHES).join(", ")} but found ${unknown}`);
  Deno.exit(2);
}
const rest = Deno.args.filter((arg) => arg.startsWith("-"));
let failed = 0;
for (const name of named.length > 0 ? named : Object.keys(BENCHES)) {
  console.log(`\n## ${name}\n`);
  const { code } = await new Deno.Command(Deno.execPath(), {
    args: ["run", "-A", fileURLToPath(new URL(BENCHES[name]!, import.meta.url)), ...rest],
    stdout: "inherit",
    stderr: "inherit",
  }).output();
  if (code !== 0) failed++;
}
Deno.exit(failed === 0 ? 0 : 1);
