/**
 * `deno task test`: runs all tests, the examples in docstrings included, and closes with one line
 * `N passed, N failed` (and what was skipped). Arguments go on to `deno test`.
 *
 * With `CI` in the environment nothing may be skipped: a skipped test is a failure there.
 *
 * @module
 */
import { OutputTail, readTestCounts } from "./test_output.ts";

if (import.meta.main) Deno.exit(await main(Deno.args));

async function main(args: string[]): Promise<number> {
  if (args.includes("--help") || args.includes("-h")) {
    console.log(
      "Usage: deno task test [FILE ...] [OPTIONS OF deno test]\n\nRuns all tests, or those of the files named.",
    );
    return 0;
  }
  const paths = args.some((arg) => !arg.startsWith("-")) ? [] : ["lib", "tests"];
  const command = new Deno.Command(Deno.execPath(), {
    args: ["test", "-A", "--doc", ...args, ...paths],
    stdout: "piped",
    stderr: "inherit",
    env: Deno.stdout.isTerminal() ? { FORCE_COLOR: "1" } : { NO_COLOR: "1" },
  });
  const child = command.spawn();
  const tail = new OutputTail();
  for await (const chunk of child.stdout) {
    await Deno.stdout.write(chunk);
    tail.push(chunk);
  }
  const { code } = await child.status;
  const counts = readTestCounts(tail.text());
  if (!counts) {
    console.log("Expected the tests' summary but the run ended without one.");
    console.log("0 passed, 1 failed");
    return code || 1;
  }
  const { passed, failed, skipped } = counts;
  const strict = Boolean(Deno.env.get("CI")) && skipped > 0;
  if (strict) console.log(`Expected nothing skipped in CI but found ${skipped} skipped tests.`);
  // A run can fail with no failed test: an error outside of tests, a leak, a type error.
  const broken = code !== 0 && failed === 0 ? 1 : 0;
  console.log(
    `${passed} passed, ${failed + broken + (strict ? skipped : 0)} failed` +
      (skipped > 0 && !strict ? `, ${skipped} skipped` : ""),
  );
  return code || (strict ? 1 : 0);
}
