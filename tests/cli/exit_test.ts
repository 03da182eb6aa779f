import { assertEquals, assertRejects } from "@std/assert";
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
