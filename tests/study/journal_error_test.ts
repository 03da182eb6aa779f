import { assertEquals, assertStrictEquals } from "@std/assert";
import { JournalError } from "../../lib/study/journal_error.ts";

Deno.test("JournalError tells what is wrong by its fault, and keeps its cause", () => {
  const cause = new Error("SQLITE_FULL");
  const error = new JournalError("full", "Expected room but found none", { cause });
  assertEquals([error.name, error.fault, String(error)], [
    "JournalError",
    "full",
    "JournalError: Expected room but found none",
  ]);
  assertStrictEquals(error.cause, cause);
});
