import { assertEquals, assertRejects, assertStringIncludes } from "@std/assert";
import { commandCode, EXIT } from "../../lib/cli/exit.ts";
import { InputError } from "../../lib/study/input_error.ts";
import { JournalError } from "../../lib/study/journal_error.ts";

Deno.test("commandCode() gives the command's own code", async () => {
  assertEquals(await commandCode(() => Promise.resolve(EXIT.stopped)), 130);
});

Deno.test("commandCode() tells bad input with 2 and a failing journal with 1, in one sentence", async () => {
  const said: string[] = [];
  const fail = (error: Error) => commandCode(() => Promise.reject(error), (s) => said.push(s));
  assertEquals(await fail(new InputError("Expected a file")), 2);
  assertEquals(await fail(new JournalError("full", "Expected room")), 1);
  assertEquals(said, ["Expected a file", "Expected room"]);
});

Deno.test("commandCode() throws a fault of the program on", async () => {
  await assertRejects(() => commandCode(() => Promise.reject(new TypeError("a bug"))), TypeError);
});

/** Starts a command that waits, sends it these signals, each so long after the last, and returns its code and words. */
async function interrupted(
  how: "slow" | "stuck",
  signals: readonly Deno.Signal[],
  apart = 400,
) {
  const script = new URL("./interrupt_command.ts", import.meta.url).pathname;
  const child = new Deno.Command(Deno.execPath(), {
    args: ["run", "-A", "--no-check", script, how],
    stdout: "piped",
    stderr: "piped",
  }).spawn();
  const stdout = child.stdout.getReader();
  await stdout.read();
  const stderr = child.stderr.pipeThrough(new TextDecoderStream()).getReader();
  let said = "";
  for (const [i, signal] of signals.entries()) {
    if (i > 0) await new Promise((resolve) => setTimeout(resolve, apart));
    child.kill(signal);
    // The first is answered with a sentence: the second must not arrive before it.
    if (i === 0) said += (await stderr.read()).value ?? "";
  }
  const { code } = await child.status;
  await stdout.cancel();
  await stderr.cancel();
  return { code, said };
}

const ignore = Deno.build.os === "windows";

Deno.test({
  name: "the first Ctrl-C lets a command stop cleanly, and says what the second does",
  ignore,
  fn: async () => {
    const { code, said } = await interrupted("slow", ["SIGINT"]);
    assertEquals(code, EXIT.stopped);
    assertStringIncludes(said, "Ctrl-C again stops at once");
  },
});

Deno.test({
  name: "the second Ctrl-C ends a command that does not stop",
  ignore,
  fn: async () =>
    assertEquals((await interrupted("stuck", ["SIGINT", "SIGINT"])).code, EXIT.stopped),
});

Deno.test({
  name: "a Ctrl-C that comes twice, from the terminal and from deno task, is one",
  ignore,
  fn: async () => {
    const { code, said } = await interrupted("slow", ["SIGINT", "SIGINT"], 20);
    assertEquals([code, said.split("\n").length], [EXIT.stopped, 2]);
  },
});

for (const signal of ["SIGTERM", "SIGHUP"] as const) {
  Deno.test({
    name: `${signal} lets a command stop cleanly, as Ctrl-C does`,
    ignore,
    fn: async () => assertEquals((await interrupted("slow", [signal])).code, EXIT.stopped),
  });
}
