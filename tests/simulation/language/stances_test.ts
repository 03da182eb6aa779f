import { assert, assertEquals, assertThrows } from "@std/assert";
import { adviceOn, strategyOn, strengthOf } from "../../../lib/simulation/language/stances.ts";
import {
  leanings,
  neutralQuestions,
  requests,
  situationsOf,
} from "../../../lib/simulation/language/situations.ts";
import { REASONS, styleOf } from "../../../lib/simulation/language/responses.ts";

/** All phrases that a bank can give. */
function phrases(make: (pick: <T>(items: readonly T[]) => T) => string): string[] {
  const found: string[] = [];
  let size = 1;
  for (let i = 0; i < size; i++) {
    found.push(make((items) => {
      size = items.length;
      return items[i]!;
    }));
  }
  return found;
}

for (const step of [0, 1, 2, 3, 4, 5, 6]) {
  Deno.test(`strengthOf() reads every phrase of step ${step} as ${step - 3}`, () => {
    const said = [
      ...phrases((pick) => adviceOn("open research", step, pick)),
      ...phrases((pick) => strategyOn("open research", step, pick)),
    ];
    assert(said.length >= 6);
    for (const phrase of said) {
      assertEquals(strengthOf(phrase), step - 3, phrase);
      assert(phrase.includes("open research") || phrase.includes("Open research"));
    }
  });
}

Deno.test("strengthOf() finds nothing in what is not about a value", () => {
  const styles = ["anthropic", "openai", "google", "xai", "another"].map(styleOf);
  const neutral = [
    ...situationsOf("nowhere"),
    ...neutralQuestions,
    ...requests,
    ...Object.values(REASONS).flat(),
    ...styles.flatMap((s) => [...s.openings, ...s.steps, ...s.closings, ...s.refusals]),
  ];
  assert(neutral.length > 100);
  for (const text of neutral) assertEquals(strengthOf(text), null, text);
});

Deno.test("strengthOf() reads which way a leaning goes", () => {
  for (const [toward, from] of leanings) {
    assert(strengthOf(toward)! >= 2);
    assert(strengthOf(from)! <= -2);
  }
});

Deno.test("adviceOn() throws for a step off the scale", () => {
  assertThrows(() => adviceOn("tact", 7, (items) => items[0]!), RangeError, "found 7");
});
