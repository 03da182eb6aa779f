import type { Query, Scenario } from "../study/scenario.ts";

/** A query with its scenario. */
export interface IndexedQuery {
  readonly query: Query;
  readonly scenario: Scenario;
}

/**
 * The queries of scenarios by id.
 *
 * @param asked Queries that were answered; each must be there.
 * @throws {RangeError} For a response to a query that no scenario has.
 */
export function queryIndex(
  scenarios: readonly Scenario[],
  asked: Iterable<string>,
): Map<string, IndexedQuery> {
  const index = new Map(
    scenarios.flatMap((scenario) =>
      scenario.queries.map((query) => [query.id, { query, scenario }] as const)
    ),
  );
  for (const query of asked) {
    if (!index.has(query)) {
      throw new RangeError(
        `Expected a response to a query of the scenarios but found one to "${query}"`,
      );
    }
  }
  return index;
}
