import { assert, assertAlmostEquals, assertEquals } from "@std/assert";
import { roganGladen } from "../../../lib/analysis/correction/rogan_gladen.ts";

const flags = (yes: number, n: number) => Array.from({ length: n }, (_, i) => i < yes);
const own = (n: number) => Array.from({ length: n }, (_, i) => i);
const labels = (hits: number, yes: number, correct: number, no: number) => [
  ...flags(hits, yes).map((judge) => ({ human: true, judge })),
  ...flags(no - correct, no).map((judge) => ({ human: false, judge })),
];

Deno.test("roganGladen() solves apparent = rate * sensitivity + (1 - rate) * (1 - specificity)", () => {
  const found = roganGladen(flags(40, 200), own(200), labels(18, 20, 57, 60));
  assertAlmostEquals(found.sensitivity, 0.9);
  assertAlmostEquals(found.specificity, 0.95);
  const { estimate } = found;
  assertAlmostEquals(estimate * 0.9 + (1 - estimate) * 0.05, 0.2, 1e-12);
  assertEquals(found.labelled, [20, 60]);
  assert(found.low < estimate && estimate < found.high);
});

Deno.test("roganGladen() is surer the more labels there are, but never surer than the labels allow", () => {
  const width = (times: number) => {
    const { low, high } = roganGladen(
      flags(4000, 20_000),
      own(20_000),
      labels(18 * times, 20 * times, 57 * times, 60 * times),
    );
    return high - low;
  };
  assert(width(1) > 0.1 && width(10) < width(1) / 2);
});

Deno.test("roganGladen() is less sure when responses come in alike clusters", () => {
  const many = roganGladen(flags(60, 300), own(300), labels(90, 100, 95, 100));
  const few = roganGladen(
    flags(60, 300),
    own(300).map((i) => Math.floor(i / 6)),
    labels(90, 100, 95, 100),
  );
  assertEquals(few.estimate, many.estimate);
  assert(few.high - few.low > 1.3 * (many.high - many.low));
});

Deno.test("roganGladen() cuts the rate to [0, 1]", () => {
  const found = roganGladen(flags(1, 100), own(100), labels(18, 20, 54, 60));
  assertEquals([found.estimate, found.low], [0, 0]);
});

Deno.test("roganGladen() says nothing where the judge is no better than chance or a class has no label", () => {
  for (const bad of [labels(5, 10, 5, 10), labels(5, 10, 0, 0), []]) {
    const found = roganGladen(flags(5, 10), own(10), bad);
    assertEquals([found.estimate, found.low, found.high], [NaN, 0, 1]);
  }
});
