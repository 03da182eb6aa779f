/**
 * `deno task bench [--quick] [--write] [--calls N] [--count N] [querying|journal|sampling|analysis …]`: runs the
 * measurements one after another, each in a process of its own; all of them unless some are named. Each gets the options
 * that it knows.
 *
 * @module
 */
import { fileURLToPath } from "node:url";
import { BENCHES, readBenches, withArguments } from "./arguments.ts";

await withArguments(() => readBenches(Deno.args), async (benches) => {
  let failed = 0;
  for (const [name, args] of benches) {
    console.log(`\n## ${name}\n`);
    const program = fileURLToPath(new URL(BENCHES[name].program, import.meta.url));
    const { code } = await new Deno.Command(Deno.execPath(), {
      args: ["run", "-A", program, ...args],
      stdout: "inherit",
      stderr: "inherit",
    }).output();
    if (code !== 0) failed++;
  }
  Deno.exit(failed === 0 ? 0 : 1);
});
