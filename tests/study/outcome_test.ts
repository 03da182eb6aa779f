import { assertEquals, assertThrows } from "@std/assert";
import { countOutcomes, OUTCOMES, outcomeSchema } from "../../lib/study/outcome.ts";

Deno.test("countOutcomes() counts all six, zeros included", () => {
  assertEquals(countOutcomes(["failed", "answered", "failed"]), {
    answered: 1,
    filtered: 0,
    truncated: 0,
    unparseable: 0,
    failed: 2,
    not_run: 0,
  });
  assertEquals(Object.keys(countOutcomes([])), [...OUTCOMES]);
});

Deno.test("outcomeSchema refuses any other word", () => {
  assertThrows(() => outcomeSchema.parse("refused"));
});
