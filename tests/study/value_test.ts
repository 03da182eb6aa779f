import { assertEquals } from "@std/assert";
import { valuePairSchema } from "../../lib/study/value.ts";

const value = { name: "honesty", category: "Virtues", domain: "Personal" };

Deno.test("valuePairSchema takes two whole values, and nothing else beside them", () => {
  const pair = { id: "p1", value1: value, value2: { ...value, name: "tact" } };
  assertEquals(valuePairSchema.parse(pair), pair);
  for (
    const wrong of [
      { ...pair, id: "" },
      { ...pair, value2: undefined },
      { ...pair, value1: { ...value, domain: "" } },
      { ...pair, value1: { ...value, weight: 1 } },
      { ...pair, value3: value },
    ]
  ) assertEquals(valuePairSchema.safeParse(wrong).success, false);
});
