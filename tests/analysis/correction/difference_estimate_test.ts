import { assert, assertAlmostEquals, assertEquals } from "@std/assert";
import { clusteredMean } from "../../../lib/analysis/clustered.ts";
import { differenceEstimate } from "../../../lib/analysis/correction/difference_estimate.ts";
import { Random } from "../../../lib/study/random.ts";

Deno.test("differenceEstimate() with a label on every row is the humans' own mean and error", () => {
  const random = new Random("all");
  const rows = Array.from({ length: 60 }, (_, i) => (
    { pair: `p${Math.floor(i / 2)}`, judge: random.int(7), human: random.int(7) }
  ));
  const found = differenceEstimate(rows);
  const humans = clusteredMean(rows.map((row) => row.human), rows.map((row) => row.pair));
  assertAlmostEquals(found.estimate, humans.estimate, 1e-12);
  assertAlmostEquals(found.standardError, humans.standardError, 1e-10);
});

Deno.test("differenceEstimate() takes a constant bias of the judge off without losing certainty", () => {
  const random = new Random("bias");
  const rows = Array.from({ length: 300 }, (_, i) => {
    const human = random.int(5);
    return { pair: `p${i}`, judge: human + 1.5, human: i < 30 ? human : null };
  });
  const found = differenceEstimate(rows);
  assertAlmostEquals(found.correction, -1.5, 1e-12);
  assertAlmostEquals(found.estimate, found.judged - 1.5, 1e-12);
  const judged = clusteredMean(rows.map((row) => row.judge), rows.map((row) => row.pair));
  assertAlmostEquals(found.standardError, judged.standardError, 1e-9);
  assertEquals([found.n, found.labelled], [300, 30]);
});

Deno.test("differenceEstimate() is surer than the labels alone where the judge is good", () => {
  const random = new Random("good");
  const rows = Array.from({ length: 600 }, (_, i) => {
    const human = random.next() < 0.4 ? 1 : 0;
    const judge = random.next() < 0.92 ? human : 1 - human;
    return { pair: `p${i}`, judge, human: i < 100 ? human : null };
  });
  const labelled = rows.filter((row) => row.human !== null);
  const alone = clusteredMean(labelled.map((row) => row.human!), labelled.map((row) => row.pair));
  assert(differenceEstimate(rows).standardError < 0.8 * alone.standardError);
});

Deno.test("differenceEstimate() has no estimate without labels", () => {
  assert(Number.isNaN(differenceEstimate([{ pair: "p", judge: 1, human: null }]).estimate));
});
