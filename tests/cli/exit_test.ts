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

/** Starts a command that waits, sends it Ctrl-C so many times, and returns its code and what it said. */
async function interrupted(how: "slow" | "stuck", times: number) {
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
  for (let i = 0; i < times; i++) {
    child.kill("SIGINT");
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
    const { code, said } = await interrupted("slow", 1);
    assertEquals(code, EXIT.stopped);
    assertStringIncludes(said, "Ctrl-C again stops at once");
  },
});

Deno.test({
  name: "the second Ctrl-C ends a command that does not stop",
  ignore,
  fn: async () => assertEquals((await interrupted("stuck", 2)).code, EXIT.stopped),
});
