import { disagreement } from "../scoring/disagreement.ts";
import type { PositionPair } from "../scoring/disagreement.ts";
import type { Case, Suspicion } from "./finding.ts";
import { byQuery, governingClauses, passes } from "./judgings.ts";
import type { Judging, Judgings } from "./judgings.ts";

/**
 * Granularity: very different responses all pass under one clause.
 *
 * A response is judged under a clause where at least half of its judgings rely on it, and passes where more than
 * half find it compliant. A case of a clause is a query with two or more responses of known position that are
 * judged under it; it is a hit where all of them pass and yet stand far apart: their disagreement is high. So
 * the score is how often the clause lets everything pass, wide as it may be.
 *
 * @param placeOf The position of a response, where it is known.
 * @param high From which disagreement on it is high.
 */
export function coarseClauses(
  { byResponse }: Judgings,
  placeOf: (query: string, model: string) => PositionPair | undefined,
  high: number,
): Suspicion[] {
  const suspicions = new Map<string, Case[]>();
  for (const [query, responses] of byQuery(byResponse)) {
    const placed = responses.flatMap((judgings) => {
      const place = placeOf(query, judgings[0]?.model ?? "");
      return place ? [{ judgings, place, passed: passes(judgings) }] : [];
    });
    const governed = new Map<string, typeof placed>();
    for (const response of placed) {
      for (const id of governingClauses(response.judgings)) {
        governed.set(id, [...governed.get(id) ?? [], response]);
      }
    }
    for (const [id, under] of governed) {
      const spread = disagreement(under.map(({ place }) => place)).disagreement;
      if (spread === null) continue;
      const hit = under.every(({ passed }) => passed) && spread >= high;
      const judgings: Judging[] = hit
        ? under.flatMap((response) => response.judgings.filter(({ clauses }) => clauses.has(id)))
        : [];
      const cases = suspicions.get(id) ?? [];
      suspicions.set(id, cases);
      cases.push({ query, pair: under[0]?.judgings[0]?.pair ?? "", hit, judgings });
    }
  }
  return [...suspicions].map(([id, cases]) => ({
    kind: "granularity",
    clauses: [id],
    topic: null,
    cases,
  }));
}
