import type { Comparison } from "../../../lib/analysis/bradley_terry/mod.ts";
import { Random } from "../../../lib/study/random.ts";

/** Contests of random strengths, with a nudge of 0.8; each is a value pair of its own. */
export function planted(seed: string, values: number, contests: number): Comparison[] {
  const random = new Random(seed);
  const strengths = Array.from({ length: values }, () => random.normal());
  return Array.from({ length: contests }, (_, i) => {
    const first = random.int(values);
    const second = (first + 1 + random.int(values - 1)) % values;
    const nudge = random.pick(["neutral", "value1", "value2"] as const);
    const lean = nudge === "value1" ? 0.8 : nudge === "value2" ? -0.8 : 0;
    const odds = 1 / (1 + Math.exp(-(strengths[first]! - strengths[second]! + lean)));
    const outcome = random.next() < odds ? 1 : 0;
    return { first: `v${first}`, second: `v${second}`, outcome, nudge, pair: `p${i}` };
  });
}
