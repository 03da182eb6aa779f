import { type Case, NO_JUDGINGS, type Suspicion } from "./finding.ts";
import { judgePairs } from "./judgings.ts";
import type { Judgings } from "./judgings.ts";

/**
 * Ambiguities: judges read one clause differently.
 *
 * A case of a clause is a response on which two judges both rely on it, whatever else they rely on; it is a hit
 * where their decisions differ (compliant, non-compliant and ambiguous are three decisions). So the score is how
 * often two judges who follow the clause come to different decisions; one case per pair of judges.
 */
export function ambiguities({ byResponse }: Judgings): Suspicion[] {
  const suspicions = new Map<string, Case[]>();
  for (const response of byResponse) {
    for (const [one, other] of judgePairs(response)) {
      const hit = one.decision !== other.decision;
      for (const id of one.clauses.intersection(other.clauses)) {
        const cases = suspicions.get(id) ?? [];
        suspicions.set(id, cases);
        const judgings = hit ? [one, other] : NO_JUDGINGS;
        cases.push({ query: one.query, pair: one.pair, hit, judgings });
      }
    }
  }
  return [...suspicions].map(([id, cases]) => ({
    kind: "ambiguity",
    clauses: [id],
    topic: null,
    cases,
  }));
}

/** How often two judges decide a response differently, whatever clauses they rely on. */
export function differenceRate({ byResponse }: Judgings): number {
  let [pairs, different] = [0, 0];
  for (const response of byResponse) {
    for (const [a, b] of judgePairs(response)) {
      pairs++;
      if (a.decision !== b.decision) different++;
    }
  }
  return different / pairs;
}
