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
