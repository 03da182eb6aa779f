import { assert, assertEquals, assertThrows } from "@std/assert";
import { repairSplit } from "../../lib/pipeline/repair_split.ts";
import type { Finding } from "../../lib/spec/finding.ts";
import type { Verdict } from "../../lib/study/verdict.ts";

const verdicts = Array.from({ length: 20 }, (_, i): Verdict => ({
  query: `p${i}/neutral`,
  pair: `p${i}`,
  model: "o3",
  sample: 0,
  judge: "j",
  outcome: "answered",
  decision: "compliant",
  reasoning: null,
  clauses: [{ id: i < 10 ? "lies" : "style", exists: true, quote: null, quoteFound: null }],
}));

const finding: Finding = {
  kind: "silence",
  clauses: [],
  topic: null,
  score: { estimate: 1, standardError: 0, low: 1, high: 1, n: 2, clusters: 2 },
  baseline: 0,
  ...{ p: 0, pAdjusted: 0, standsOut: true },
  queries: ["p10/neutral", "p11/neutral"],
  evidence: [],
};

Deno.test("repairSplit() takes what edited clauses, the finding and named queries touch", () => {
  const { touched, heldOut, untouched } = repairSplit(verdicts, ["lies"], {
    finding,
    queries: ["p12/neutral"],
    seed: 1,
  });
  assertEquals(touched.length + heldOut.length, 13);
  assertEquals(heldOut.length, 4);
  assertEquals(untouched, []);
  const all = [...touched, ...heldOut];
  for (const query of ["p0/neutral", "p11/neutral", "p12/neutral"]) assert(all.includes(query));
});

Deno.test("repairSplit() that is narrow leaves out what only relies on a clause", () => {
  const { touched, untouched } = repairSplit(verdicts, ["lies"], {
    finding: { ...finding, clauses: ["lies"] },
    queries: ["p0/neutral"],
    narrow: true,
    heldOutFraction: 0,
    untouched: 99,
    seed: 1,
  });
  assertEquals(touched, ["p0/neutral", "p10/neutral", "p11/neutral"]);
  assertEquals(untouched.length, 17);
});

Deno.test("repairSplit() never holds out a value pair that the writer of the edits has seen", () => {
  const first = repairSplit(verdicts, ["lies"], { seed: 1 });
  const [seen] = first.heldOut;
  const second = repairSplit(verdicts, ["lies"], { seed: 1, seen: [seen!] });
  assertEquals(second.heldOut, first.heldOut.slice(1));
  assertEquals(second.touched.length, first.touched.length + 1);
  assert(second.touched.includes(seen!));
});

Deno.test("repairSplit() draws untouched queries by the seed, as many as there are", () => {
  const draw = (untouched: number, seed = 1) =>
    repairSplit(verdicts, ["lies"], { seed, untouched }).untouched;
  assertEquals(draw(3), draw(3));
  assertEquals(draw(3).length, 3);
  assertEquals(draw(99).length, 10);
  assert([2, 3, 4].some((seed) => draw(3, seed).join() !== draw(3).join()));
  assertThrows(
    () => draw(-1),
    RangeError,
    "Expected untouched to be an integer of at least 0 but found -1",
  );
});
