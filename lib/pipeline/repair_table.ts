import type { ColumnTable } from "arquero";
import { toTable } from "../analysis/table.ts";
import type { StudyRepair } from "./repair_study.ts";

/** One line of a {@linkcode repairTable}. */
export interface RepairRow {
  /** `touched`, `heldOut` (touched too, unseen by the edits' writer) or `untouched`. */
  readonly set: string;
  readonly queries: number;
  /** `disagreement` (0 to 3), `compliance` or `agreement` of the judges (shares). */
  readonly measure: string;
  readonly before: number;
  readonly after: number;
  /** After less before, paired. */
  readonly change: number;
  readonly low: number;
  readonly high: number;
  /** Units (queries, verdicts, responses) that both sides have. */
  readonly n: number;
  /** Units that only one side has; they count nowhere. */
  readonly unpaired: number;
  /** Value pairs. */
  readonly clusters: number;
}

/**
 * What edits changed, one row per set of queries and measure, with intervals clustered on the value pair. Sets of
 * which nothing was asked are left out.
 *
 * @example
 * ```ts ignore
 * repairTable(await repairStudy(run, edits, engine)).print();
 * ```
 */
export function repairTable({ comparison }: Pick<StudyRepair, "comparison">): ColumnTable {
  const rows = (["touched", "heldOut", "untouched"] as const).flatMap((set) => {
    const { queries, ...measures } = comparison[set];
    if (queries === 0) return [];
    return (["disagreement", "compliance", "agreement"] as const).map((measure): RepairRow => {
      const { before, after, change, unpaired } = measures[measure];
      const { estimate, low, high, n, clusters } = change;
      return {
        set,
        queries,
        measure,
        before,
        after,
        change: estimate,
        low,
        high,
        n,
        unpaired,
        clusters,
      };
    });
  });
  return toTable(rows, COLUMNS);
}

const COLUMNS: readonly (keyof RepairRow)[] = [
  "set",
  "queries",
  "measure",
  "before",
  "after",
  "change",
  "low",
  "high",
  "n",
  "unpaired",
  "clusters",
];
