import type { Estimate } from "../analysis/interval.ts";
import { positionRows } from "../analysis/rows.ts";
import type { Finding } from "../spec/finding.ts";
import { gapRate } from "../spec/gap_rate.ts";
import { categoryTopic } from "../spec/silence.ts";
import { repairDisagreement } from "./repair_disagreement.ts";
import type { StudyRepair } from "./repair_study.ts";
import type { StudyRun } from "./run_study.ts";

/** How often a gap shows on one set of queries, before and after an edit. */
export interface GapUnderEdit {
  /** Queries that the edits' writer may have seen, or those that it did not. */
  readonly set: "touched" | "heldOut";
  /** Its share of cases under the spec as it was; the estimate is NaN where there is no case. */
  readonly before: Estimate;
  readonly after: Estimate;
}

/**
 * Whether a gap of a study's spec closed under an edit: how often it shows where the models were asked under each of the
 * two specs. Each side's verdicts go by its own spec, and its cases are those of its own responses: compare hits
 * (`estimate * n`) rather than shares, and read them beside the paired changes of `repairTable`.
 *
 * @example
 * ```ts ignore
 * const [, heldOut] = gapUnderEdit(run, finding, await repairStudy(run, edits, engine));
 * console.log(heldOut!.before.estimate, heldOut!.after.estimate);
 * ```
 */
export function gapUnderEdit(
  { config, scenarios }: Pick<StudyRun, "config" | "scenarios">,
  gap: Pick<Finding, "kind" | "clauses" | "topic">,
  repair: Omit<StudyRepair, "comparison">,
): GapUnderEdit[] {
  const { underBefore, underAfter, split } = repair;
  const disagreement = repairDisagreement(underBefore.positions, underAfter.positions);
  const options = {
    topicOf: categoryTopic(scenarios.map(({ pair }) => pair)),
    high: config.highDisagreement,
  };
  const pairs = new Map(
    scenarios.flatMap(({ pair, queries }) => queries.map(({ id }) => [id, pair.id] as const)),
  );
  const rate = (side: "before" | "after", queries: ReadonlySet<string>) => {
    const { positions, verdicts } = side === "before" ? underBefore : underAfter;
    return gapRate(gap, {
      spec: repair[side],
      verdicts: [...verdicts].filter(({ query }) => queries.has(query)),
      disagreement: disagreement[side],
      positions: positionRows(positions, (query) => pairs.get(query)!)
        .filter(({ query }) => queries.has(query)),
    }, options);
  };
  return (["touched", "heldOut"] as const).filter((set) => split[set].length > 0).map((set) => {
    const queries = new Set(split[set]);
    return { set, before: rate("before", queries), after: rate("after", queries) };
  });
}
