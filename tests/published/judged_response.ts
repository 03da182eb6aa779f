import type { JudgedResponse } from "../../lib/published/judge_evaluations.ts";
import type { Decision } from "../../lib/study/verdict.ts";

const LETTERS: Record<string, Decision | null> = {
  c: "compliant",
  n: "non-compliant",
  a: "ambiguous",
  x: null,
};
/** A judged response, each judge's decision by its first letter, x for none. */
export const response = (
  query: string,
  model: string,
  letters: string,
  bin = "std_1.5_to_2.0",
): JudgedResponse => ({
  query,
  pair: query,
  model,
  bin,
  decisions: new Map([...letters].map((letter, i) => [`judge ${i}`, LETTERS[letter] ?? null])),
});
