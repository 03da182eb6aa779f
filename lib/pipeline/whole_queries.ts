/**
 * Rows in pieces that hold whole queries, so that what is computed query by query can be computed piece by piece.
 *
 * @param rows Those of one query one after the other.
 * @param size From how many rows on a piece ends with its query.
 * @throws {RangeError} If a query comes back after another one: its rows would be taken apart.
 *
 * @example
 * ```ts
 * import { assert } from "@std/assert";
 * import { wholeQueries } from "./whole_queries.ts";
 *
 * const rows = ["q1", "q1", "q2", "q3"].map((query) => ({ query }));
 * assert([...wholeQueries(rows, 2)].map((piece) => piece.length).join() === "2,2");
 * ```
 */
export function* wholeQueries<T extends { readonly query: string }>(
  rows: Iterable<T>,
  size = 1_000,
): Generator<T[]> {
  const seen = new Set<string>();
  let piece: T[] = [];
  for (const row of rows) {
    if (row.query !== piece.at(-1)?.query) {
      if (seen.has(row.query)) {
        throw new RangeError(
          `Expected the rows of each query together but found ${row.query} in two places`,
        );
      }
      seen.add(row.query);
      if (piece.length >= size) {
        yield piece;
        piece = [];
      }
    }
    piece.push(row);
  }
  if (piece.length > 0) yield piece;
}
