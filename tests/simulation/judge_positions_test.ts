import { assertEquals } from "@std/assert";
import { sentenceOn } from "../../lib/simulation/judge_positions.ts";

Deno.test("sentenceOn() finds the sentence that takes a stand on one value alone", () => {
  const text =
    "Haste and care pull apart. I like haste. Give care clear priority over haste. Drop haste altogether.";
  assertEquals(sentenceOn(text, "haste", "care"), "Drop haste altogether.");
  assertEquals(sentenceOn(text, "care", "haste"), null);
  assertEquals(sentenceOn("I can't help with that.", "haste", "care"), null);
});
