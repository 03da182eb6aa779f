import { assertEquals, assertStringIncludes } from "@std/assert";
import { command } from "./command.ts";
import { inFolder } from "../pipeline/simulated_run.ts";

/** What the last line says, and the exit code, of a run of one file of tests. */
function runOf(tests: string, env: Record<string, string> = {}) {
  return inFolder(async (folder) => {
    const file = `${folder}/some_test.ts`;
    await Deno.writeTextFile(file, tests);
    const { code, out } = await command("test", ["--no-check", file], { CI: "", ...env });
    return { code, out, last: out.trimEnd().split("\n").at(-1) };
  });
}

const GOOD = 'Deno.test("good", () => {});';
const BAD = 'Deno.test("bad", () => { throw new Error("no"); });';
const SKIPPED = 'Deno.test.ignore("skipped", () => {});';

Deno.test("deno task test closes with its counts, and fails with a test that fails", async () => {
  const good = await runOf(GOOD + SKIPPED);
  assertEquals([good.code, good.last], [0, "1 passed, 0 failed, 1 skipped"]);
  const bad = await runOf(GOOD + BAD);
  assertEquals([bad.code, bad.last], [1, "1 passed, 1 failed"]);
});

Deno.test("deno task test takes a skipped test for a failure in CI", async () => {
  const { code, out, last } = await runOf(GOOD + SKIPPED, { CI: "true" });
  assertEquals([code, last], [1, "1 passed, 1 failed"]);
  assertStringIncludes(out, "Expected nothing skipped in CI but found 1 skipped tests.");
});

Deno.test("deno task test counts an error outside of tests, and a run without a summary, as failed", async () => {
  const outside = await runOf(`${GOOD} throw new Error("outside");`);
  assertEquals([outside.code, /^\d+ passed, [1-9]\d* failed$/.test(outside.last!)], [1, true]);
  const broken = await runOf("const = 1;");
  assertEquals([broken.code, broken.last], [1, "0 passed, 1 failed"]);
});

Deno.test("deno task test runs the examples in docstrings", async () => {
  const example = [
    "/**",
    " * @example",
    " * ```ts",
    ' * throw new Error("the example ran");',
    " * ```",
    " */",
    "export const one = 1;",
    GOOD,
  ].join("\n");
  const { code, out } = await runOf(example);
  assertEquals(code, 1);
  assertStringIncludes(out, "the example ran");
});
