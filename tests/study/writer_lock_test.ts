import { assertEquals, assertThrows } from "@std/assert";
import { JournalError } from "../../lib/study/journal_error.ts";
import { takeWriterLock } from "../../lib/study/writer_lock.ts";

Deno.test("takeWriterLock() is held by one until it is released", async () => {
  const path = await Deno.makeTempFile();
  const lock = takeWriterLock(path, "x");
  const error = assertThrows(
    () => takeWriterLock(path, "x"),
    JournalError,
    "this process has it open",
  );
  assertEquals(error.fault, "locked");
  lock.release();
  lock.release();
  takeWriterLock(path, "x").release();
  await Deno.remove(path);
});
