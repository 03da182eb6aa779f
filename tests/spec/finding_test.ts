import { assert, assertAlmostEquals, assertEquals } from "@std/assert";
import { rank, score } from "../../lib/spec/finding.ts";
import type { Case, Finding } from "../../lib/spec/finding.ts";
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

Deno.test("score() gives hits / cases, the pooled rate, and leaves out what has no hit", () => {
  const findings = score([suspicion("a", 2, 4), suspicion("b", 0, 4)], source);
  assertEquals(findings.map(({ clauses }) => clauses), [["a"]]);
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
  const findings = score([suspicion("two", 2, 2), suspicion("many", 120, 200)], source);
  assertEquals(rank(findings).map(({ clauses }) => clauses[0]), ["many", "two"]);
});

Deno.test("rank() does not depend on the order of the findings", () => {
  const findings: Finding[] = score(
    [suspicion("a", 2, 9), suspicion("b", 2, 9), suspicion("c", 3, 9)],
    source,
  );
  const order = rank(findings).map(({ clauses }) => clauses[0]);
  assertEquals(order, ["c", "a", "b"]);
  assertEquals(rank(findings.toReversed()).map(({ clauses }) => clauses[0]), order);
  assert(
    findings.every(({ score: { low, estimate, high } }) => low <= estimate && estimate <= high),
  );
});
