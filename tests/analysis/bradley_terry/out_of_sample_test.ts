import { assert, assertEquals, assertThrows } from "@std/assert";
import {
  type Comparison,
  comparisonSet,
  outOfSample,
} from "../../../lib/analysis/bradley_terry/mod.ts";
import { Random } from "../../../lib/study/random.ts";

function contests(spread: number, lean: number): Comparison[] {
  const random = new Random("contests", spread, lean);
  const strengths = Array.from({ length: 10 }, () => spread * random.normal());
  return Array.from({ length: 3000 }, (_, i) => {
    const [a, b] = random.shuffle(strengths.map((_, v) => v)) as [number, number];
    const nudge = random.pick(["neutral", "value1", "value2"] as const);
    const logit = strengths[a]! - strengths[b]! +
      lean * (nudge === "value1" ? 1 : nudge === "value2" ? -1 : 0);
    const outcome = random.next() < 1 / (1 + Math.exp(-logit)) ? 1 : 0;
    return { first: `v${a}`, second: `v${b}`, outcome, nudge, pair: `p${i}` };
  });
}

Deno.test("outOfSample() foretells where strengths differ", () => {
  const { accuracy, log_loss, nudge_accuracy, n } = outOfSample(comparisonSet(contests(2, 0)));
  assert(accuracy > 0.75 && log_loss < 0.5, `accuracy ${accuracy}, loss ${log_loss}`);
  assert(Math.abs(nudge_accuracy - 0.5) < 0.05);
  assertEquals(n, 3000);
});

Deno.test("outOfSample() shows no skill where there is none to find", () => {
  const { accuracy, log_loss } = outOfSample(comparisonSet(contests(0, 0)));
  assert(Math.abs(accuracy - 0.5) < 0.05, `accuracy ${accuracy}`);
  assert(Math.abs(log_loss - Math.LN2) < 0.02, `loss ${log_loss}`);
});

Deno.test("outOfSample() tells the nudge's share", () => {
  const { accuracy, nudge_accuracy } = outOfSample(comparisonSet(contests(0.1, 3)));
  assert(nudge_accuracy > 0.75 && Math.abs(accuracy - nudge_accuracy) < 0.05);
});

Deno.test("outOfSample() counts draws in the loss but not in the accuracy", () => {
  const draws = contests(2, 0).map((c) => ({ ...c, outcome: 0.5 }));
  const { accuracy, n, log_loss } = outOfSample(comparisonSet(draws));
  assertEquals([accuracy, n], [NaN, 0]);
  assert(Math.abs(log_loss - Math.LN2) < 1e-6);
});

Deno.test("outOfSample() is the same for the same seed, and throws where nothing can be held out", () => {
  const set = comparisonSet(contests(1, 1));
  assertEquals(outOfSample(set, { splits: 2 }), outOfSample(set, { splits: 2 }));
  assertThrows(() => outOfSample(set, { heldOut: 1 }), RangeError, "found 1 of 3000");
  assertThrows(() => outOfSample(set, { splits: 0 }), RangeError, "found 0");
});
