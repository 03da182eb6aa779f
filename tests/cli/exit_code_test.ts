import { assertEquals, assertRejects } from "@std/assert";
import { exitCode } from "../../lib/cli/exit_code.ts";
import { InputError } from "../../lib/study/input_error.ts";

Deno.test("exitCode() tells bad input in one sentence, and gives 2", async () => {
  const said: string[] = [];
  const error = new InputError("Expected a file", { file: "a" }, { cause: new Error("gone") });
  assertEquals(await exitCode(() => Promise.reject(error), (s) => void said.push(s)), 2);
  assertEquals(said, ["a: Expected a file"]);
});

Deno.test("exitCode() gives the command's own code, and throws faults on", async () => {
  assertEquals(await exitCode(() => Promise.resolve(3)), 3);
  await assertRejects(() => exitCode(() => Promise.reject(new TypeError("fault"))), TypeError);
});

Deno.test("exitCode() lets nothing of a user's file act on the terminal", async () => {
  const said: string[] = [];
  const error = new InputError("Expected a field but found \u001b[2J\u202egone", {
    file: "a\u0007",
  });
  await exitCode(() => Promise.reject(error), (s) => void said.push(s));
  assertEquals(said, ["a⟨U+0007⟩: Expected a field but found ⟨U+001B⟩[2J⟨U+202E⟩gone"]);
});
