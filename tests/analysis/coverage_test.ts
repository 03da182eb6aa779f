import { assert } from "@std/assert";
import type { Random } from "../../lib/study/random.ts";
import { coverage, SCENARIOS } from "./coverage.ts";

// 4 counting errors of 300 repetitions on either side; docs/coverage.md has 2,000.
const REPETITIONS = 300;
const [LEAST, MOST] = [0.9, 0.995];

for (const scenario of SCENARIOS) {
  Deno.test(`95 % intervals cover: ${scenario.statistic}, ${scenario.data}`, async () => {
    const { covered } = await coverage(scenario, REPETITIONS, "test");
    assert(covered >= LEAST && covered <= MOST, `covered ${covered} of ${REPETITIONS}`);
  });
}

Deno.test("coverage() sees an interval that is too narrow", async () => {
  const [rate] = SCENARIOS;
  const narrow = {
    ...rate!,
    draw: async (random: Random) => {
      const { low, high } = await rate!.draw(random);
      return { low: low + (high - low) / 4, high: high - (high - low) / 4 };
    },
  };
  const { covered } = await coverage(narrow, REPETITIONS, "test");
  assert(covered < LEAST, `covered ${covered}`);
});
