import type { StudyConfig } from "../study/config.ts";
import type { PlanRow } from "./study_plan.ts";
import { textTable } from "./study_table.ts";

/** The calls of a study as a terminal shows them, what hangs on what is not known yet, and what the config lacks. */
export function planText(rows: readonly PlanRow[], config: StudyConfig): string {
  const left = rows.reduce((sum, row) => sum + row.left, 0);
  const table = textTable(
    ["stage", "model", "calls at most", "in the journal", "left at most", "likely left"],
    rows.map((row) => [
      row.stage,
      row.model.key,
      row.calls,
      row.inJournal,
      row.left,
      row.likely
        ? `${count(row.likely.left)} (${count(row.likely.low)} to ${count(row.likely.high)})`
        : "",
    ]),
  );
  const unknown =
    rows.some(({ ofHigh, left, likely }) =>
        ofHigh && left > 0 && (likely === null || likely.low < likely.high)
      )
      ? "\nOnly queries of high disagreement are labelled and checked against the spec. How many those are shows with the positions: until then it is at most all."
      : "";
  const most = rows.every(({ exact, left }) => exact || left === 0) ? "" : " at most";
  const again = left > 0 ? ", and second asks for answers that cannot be read" : "";
  return `${table}\n\n${count(left)} calls are left${most}${again}.${unknown}${loneJudge(config)}`;
}

/** What one judge alone cannot show of a spec. */
function loneJudge({ complianceJudges }: StudyConfig): string {
  return complianceJudges?.length === 1
    ? "\nOne judge alone shows no contradiction and no ambiguity of the spec: those are where judges part. Name two or more in complianceJudges."
    : "";
}

const count = (n: number) => n.toLocaleString("en-US");
