import type { ValuePair } from "../study/value.ts";
import type { Case, Suspicion } from "./finding.ts";
import { byQuery, decidingClauses } from "./judgings.ts";
import type { Judgings } from "./judgings.ts";

/**
 * Silences: the models part ways and no clause decides.
 *
 * A clause decides a response where at least half of its judgings rely on the clause and are not ambiguous. A case
 * of a topic is a query on it that was judged and whose disagreement is known; it is a hit where the disagreement
 * is high and no clause decides most (more than half) of the judged responses. So the score is the share of the
 * topic's queries that fall into a gap.
 *
 * @param disagreement The panel's disagreement on a query.
 * @param topicOf The topic of a value pair, such as {@linkcode categoryTopic} gives it.
 * @param high From which disagreement on it is high.
 */
export function silences(
  { byResponse }: Judgings,
  disagreement: ReadonlyMap<string, number>,
  topicOf: (pair: string) => string,
  high: number,
): Suspicion[] {
  const topics = new Map<string, { cases: Case[]; named: Map<string, number> }>();
  for (const [query, responses] of byQuery(byResponse)) {
    const d = disagreement.get(query);
    const pair = responses[0]?.[0]?.pair;
    if (d === undefined || pair === undefined) continue;
    const topic = topicOf(pair);
    const { cases, named } = topics.get(topic) ?? { cases: [], named: new Map<string, number>() };
    topics.set(topic, { cases, named });
    const undecided = responses.filter((response) => decidingClauses(response).size === 0);
    const hit = d >= high && undecided.length > responses.length / 2;
    const judgings = hit ? undecided.flat() : [];
    cases.push({ query, pair, hit, judgings });
    for (const id of judgings.flatMap(({ clauses }) => [...clauses])) {
      named.set(id, (named.get(id) ?? 0) + 1);
    }
  }
  return [...topics].map(([topic, { cases, named }]) => ({
    kind: "silence",
    clauses: [...named].sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1)).map(([id]) => id),
    topic,
    cases,
  }));
}

/**
 * Topics by the categories (level 2) of a pair's two values, in the order of the alphabet, with "×" between them.
 *
 * @returns A function of the pair's id; a pair that is not among `pairs` has its id for its topic.
 *
 * @example
 * ```ts
 * import { assert } from "@std/assert";
 * import { categoryTopic } from "./silence.ts";
 *
 * const topicOf = categoryTopic([{
 *   id: "p1",
 *   value1: { name: "wit", category: "Pleasure and enjoyment", domain: "Personal values" },
 *   value2: { name: "doubt", category: "Critical thinking", domain: "Epistemic values" },
 * }]);
 * assert(topicOf("p1") === "Critical thinking × Pleasure and enjoyment");
 * ```
 */
export function categoryTopic(pairs: Iterable<ValuePair>): (pair: string) => string {
  const topics = new Map<string, string>();
  for (const { id, value1, value2 } of pairs) {
    topics.set(id, [value1.category, value2.category].sort().join(" × "));
  }
  return (pair) => topics.get(pair) ?? pair;
}
