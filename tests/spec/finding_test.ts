import { assert, assertAlmostEquals, assertEquals } from "@std/assert";
import { rank, score, settle } from "../../lib/spec/finding.ts";
import type { Case } from "../../lib/spec/finding.ts";
import { judgings } from "../../lib/spec/judgings.ts";
import { verdicts } from "./verdicts.ts";

const source = {
  disagreement: new Map([["p0/q", 1], ["p1/q", 3]]),
  positionOf: (query: string) => query === "p1/q" ? { value1: 2, value2: 5 } : undefined,
  queriesShown: 1,
  level: 0.95,
};

/** `hits` of `n` cases, each of its own pair. */
function suspicion(id: string, hits: number, n: number) {
  const cases = Array.from({ length: n }, (_, i): Case => ({
    query: `p${i}/q`,
    pair: `p${i}`,
    hit: i < hits,
    judgings: judgings(verdicts(`p${i}/q m j + ${id}`), [id]).byResponse[0] ?? [],
  }));
  return { kind: "ambiguity", clauses: [id], topic: null, cases } as const;
}

/** Scored and settled. */
const findingsOf = (...suspicions: ReturnType<typeof suspicion>[]) =>
  settle(score(suspicions, source), 0.95);

Deno.test("score() gives hits / cases and the pooled rate, also where nothing was hit", () => {
  const findings = score([suspicion("a", 2, 4), suspicion("b", 0, 4)], source);
  assertEquals(findings.map(({ clauses }) => clauses), [["a"], ["b"]]);
  assertEquals([findings[0]?.score.estimate, findings[0]?.score.n], [0.5, 4]);
  assertAlmostEquals(findings[0]?.baseline ?? NaN, 2 / 8);
  assertEquals(score([suspicion("a", 2, 4)], source, 0.1)[0]?.baseline, 0.1);
  assertEquals(score([], source), []);
});

Deno.test("score() shows the queries of the highest disagreement with the judges' words", () => {
  const [finding] = score([suspicion("a", 3, 4)], source);
  assertEquals(finding?.queries, ["p1/q", "p0/q", "p2/q"]);
  assertEquals(finding?.evidence, [{
    query: "p1/q",
    pair: "p1",
    disagreement: 3,
    words: [{
      model: "m",
      sample: 0,
      judge: "j",
      decision: "compliant",
      clauses: [{ id: "a", quote: "words of m" }],
      reasoning: "j on m",
      value1: 2,
      value2: 5,
    }],
  }]);
});

Deno.test("rank() puts two hundred cases before two, whatever the rate", () => {
  const findings = findingsOf(suspicion("two", 2, 2), suspicion("many", 120, 200));
  assertEquals(rank(findings).map(({ clauses }) => clauses[0]), ["many", "two"]);
});

Deno.test("rank() does not depend on the order of the findings", () => {
  const findings = findingsOf(suspicion("a", 2, 9), suspicion("b", 2, 9), suspicion("c", 3, 9));
  const order = rank(findings).map(({ clauses }) => clauses[0]);
  assertEquals(order, ["c", "a", "b"]);
  assertEquals(rank(findings.toReversed()).map(({ clauses }) => clauses[0]), order);
  assert(
    findings.every(({ score: { low, estimate, high } }) => low <= estimate && estimate <= high),
  );
});

Deno.test("settle() lets stand out what is above the usual rate though many were looked at", () => {
  const even = Array.from({ length: 30 }, (_, i) => suspicion(`even ${i}`, 4, 20));
  const findings = findingsOf(...even, suspicion("sure", 19, 20), suspicion("none", 0, 20));
  assertEquals(findings.length, 31);
  assertEquals(findings.filter((f) => f.standsOut).map((f) => f.clauses[0]), ["sure"]);
  assert(findings.every((f) => f.pAdjusted >= f.p && f.standsOut === f.pAdjusted < 0.05));
});

Deno.test("settle() counts what had no hit among what was tested", () => {
  const empty = Array.from({ length: 20 }, (_, i) => suspicion(`none ${i}`, 0, 8));
  const scored = score([suspicion("a", 8, 8), suspicion("b", 1, 8), ...empty], source, 0.3);
  const [among] = settle(scored, 0.95);
  assertAlmostEquals(among!.pAdjusted, 22 * among!.p, 1e-12);
  assert(among!.p < 0.002 && among!.standsOut);
  assert(!settle(scored, 0.999)[0]!.standsOut);
});

Deno.test("settle() lets nothing stand out that rests on one value pair", () => {
  const [finding] = findingsOf(suspicion("a", 1, 1), suspicion("b", 1, 50));
  assertEquals([finding?.p, finding?.pAdjusted, finding?.standsOut], [NaN, NaN, false]);
});

Deno.test("rank() puts what stands out before what does not, whatever the usual rates", () => {
  const common = findingsOf(suspicion("common", 90, 100), suspicion("as common", 90, 100));
  const rare = findingsOf(suspicion("rare", 20, 50), suspicion("never", 0, 500));
  const order = rank([...common, ...rare]).map(({ clauses }) => clauses[0]);
  assertEquals(order[0], "rare");
});
