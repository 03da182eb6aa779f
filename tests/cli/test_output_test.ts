import { assertEquals } from "@std/assert";
import { OutputTail, readTestCounts } from "../../lib/cli/test_output.ts";

Deno.test("readTestCounts() reads the last summary, through colours and steps", () => {
  const output = "ok | 1 passed | 0 failed (1ms)\n\n" +
    "\u001b[0m\u001b[31mFAILED\u001b[0m | 40 passed (3 steps) | 2 failed (1 step) | 5 ignored \u001b[90m(3s)\u001b[0m\n";
  assertEquals(readTestCounts(output), { passed: 40, failed: 2, skipped: 5 });
});

Deno.test("readTestCounts() is undefined where the run ended without a summary", () => {
  assertEquals(readTestCounts("error: Type checking failed.\n"), undefined);
});

Deno.test("OutputTail keeps the end, also of a character split between chunks", () => {
  const tail = new OutputTail(4);
  const bytes = new TextEncoder().encode("abcdé");
  tail.push(bytes.subarray(0, 5));
  tail.push(bytes.subarray(5));
  assertEquals(tail.text(), "bcdé");
});
