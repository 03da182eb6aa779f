import { assertEquals } from "@std/assert";
import { rubricSchema, STRATEGIES } from "../../lib/study/rubric.ts";

const spectrum = Object.fromEntries(STRATEGIES.map((strategy) => [strategy, `about ${strategy}`]));
const rubric = { scenario: "s1", judge: "o3", value1: spectrum, value2: spectrum };

Deno.test("STRATEGIES go from opposing a value at 0 to favoring it at 6, neutral in the middle", () => {
  assertEquals([STRATEGIES.length, STRATEGIES.indexOf("neutral")], [7, 3]);
  STRATEGIES.forEach((strategy, i) => {
    const mirrored = STRATEGIES[6 - i]!;
    assertEquals(mirrored.replace("favor", "oppose"), strategy.replace("favor", "oppose"));
  });
});

Deno.test("rubricSchema takes two spectra of exactly the seven steps, each described", () => {
  assertEquals(rubricSchema.parse(rubric) as unknown, rubric);
  const { neutral: _, ...six } = spectrum;
  for (const value2 of [six, { ...spectrum, neutral: "" }, { ...spectrum, more: "x" }]) {
    assertEquals(rubricSchema.safeParse({ ...rubric, value2 }).success, false);
  }
});
