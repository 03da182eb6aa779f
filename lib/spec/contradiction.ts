import { type Case, NO_JUDGINGS, type Suspicion } from "./finding.ts";
import { judgePairs } from "./judgings.ts";
import type { Judging, Judgings } from "./judgings.ts";

/**
 * Contradictions: two clauses pull a response in opposite directions.
 *
 * A case of the clauses a and b is a response on which one judge relies on a and not on b, another on b and not on
 * a, and both decide (compliant or non-compliant). It is a hit where they decide oppositely. So the score is how
 * often the two clauses lead to opposite decisions where judges follow one each; one case per pair of judges.
 *
 * A judge may name the clause that suits its decision. Then every two that part seem to follow different clauses, and
 * the score is near 1 wherever they part: read their words before you call it the spec's fault.
 */
export function contradictions({ byResponse }: Judgings): Suspicion[] {
  const suspicions = new Map<string, { clauses: [string, string]; cases: Case[] }>();
  for (const response of byResponse) {
    for (const [one, other] of judgePairs(response)) {
      if (one.decision === "ambiguous" || other.decision === "ambiguous") continue;
      const hit = one.decision !== other.decision;
      for (const clauses of opposites(one, other)) {
        const key = JSON.stringify(clauses);
        const suspicion = suspicions.get(key) ?? { clauses, cases: [] };
        suspicions.set(key, suspicion);
        const judgings = hit ? [one, other] : NO_JUDGINGS;
        suspicion.cases.push({ query: one.query, pair: one.pair, hit, judgings });
      }
    }
  }
  return [...suspicions.values()].map(({ clauses, cases }) => ({
    kind: "contradiction",
    clauses,
    topic: null,
    cases,
  }));
}

/** How often two judges who decide a response decide oppositely, whatever clauses they rely on. */
export function oppositionRate({ byResponse }: Judgings): number {
  let [decided, opposed] = [0, 0];
  for (const response of byResponse) {
    for (const [a, b] of judgePairs(response)) {
      if (a.decision === "ambiguous" || b.decision === "ambiguous") continue;
      decided++;
      if (a.decision !== b.decision) opposed++;
    }
  }
  return opposed / decided;
}

/** Each clause of the one alone with each of the other alone, in the order of the ids. */
function* opposites(one: Judging, other: Judging): Generator<[string, string]> {
  for (const a of one.clauses.difference(other.clauses)) {
    for (const b of other.clauses.difference(one.clauses)) yield a < b ? [a, b] : [b, a];
  }
}
