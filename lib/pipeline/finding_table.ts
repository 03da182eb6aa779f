import type { ColumnTable } from "arquero";
import { toTable } from "../analysis/table.ts";
import type { Diagnosis } from "../spec/diagnosis.ts";

/**
 * The gaps that a diagnosis found, the surest first: the share of cases in which each shows with its interval, the
 * share that is usual, and on how many queries.
 *
 * @example
 * ```ts
 * import { assert } from "@std/assert";
 * import { findingTable } from "./finding_table.ts";
 *
 * const none = findingTable({ findings: [], tested: 0, answered: 0, unanswered: 0, unknownClauses: 0 });
 * assert(none.numRows() === 0);
 * ```
 */
export function findingTable({ findings }: Diagnosis): ColumnTable {
  return toTable(
    findings.map(({ kind, clauses, topic, score, baseline, standsOut, queries }) => ({
      kind,
      clauses: clauses.map((id) => `#${id}`).join(", "),
      topic,
      shows_in: score.estimate,
      low: score.low,
      high: score.high,
      usual: baseline,
      stands_out: standsOut,
      cases: score.n,
      pairs: score.clusters,
      queries: queries.length,
    })),
    [
      "kind",
      "clauses",
      "topic",
      "shows_in",
      "low",
      "high",
      "usual",
      "stands_out",
      "cases",
      "pairs",
      "queries",
    ],
  );
}
