import type { Stage } from "../study/call.ts";
import type { StudyConfig } from "../study/config.ts";
import type { ModelRef } from "../study/model_ref.ts";
import type { Outcome } from "../study/outcome.ts";
import type { RepairSide } from "./repair_side.ts";
import type { StudyRepair } from "./repair_study.ts";
import type { StudyRun } from "./run_study.ts";

/** Calls of one stage of a repair to one model. */
export interface RepairCalls {
  readonly stage: Stage;
  readonly model: ModelRef;
  /** All calls, under both revisions of the spec. */
  readonly calls: number;
  /** Those that have no answer in the journal yet. */
  readonly left: number;
}

/** One call, as far as it is known: who is asked, and whether it was. */
interface Counted {
  readonly outcome: Outcome;
}

/**
 * Counts what a repair asks, and what is left of it. Not counted are second asks for what could not be read.
 *
 * @param run The study.
 * @param repair The repair, rebuilt by an offline engine.
 * @param options `edited`: false where the edits are still to be written, so that all calls under them are left.
 */
export function repairCalls(
  { config, scenarios, rubrics }: Pick<StudyRun, "config" | "scenarios" | "rubrics">,
  repair: Pick<StudyRepair, "models" | "underBefore" | "underAfter">,
  { edited = true }: { readonly edited?: boolean } = {},
): RepairCalls[] {
  const { panel, positionJudges, complianceJudges = [] } = config;
  const written = new Set(
    rubrics.filter(({ outcome }) => outcome === "answered").map(({ scenario }) => scenario),
  );
  const judgeable = new Set(
    scenarios.flatMap(({ id, queries }) => written.has(id) ? queries.map((query) => query.id) : []),
  );
  const sides = [
    { side: repair.underBefore, made: true },
    { side: repair.underAfter, made: edited },
  ];
  const count = (
    stage: Stage,
    models: readonly ModelRef[],
    callsOf: (side: RepairSide, model: string) => Iterable<Counted>,
  ) =>
    models.map((model): RepairCalls => {
      let [calls, left] = [0, 0];
      for (const { side, made } of sides) {
        for (const { outcome } of callsOf(side, model.key)) {
          calls++;
          if (!made || outcome === "not_run" || outcome === "failed") left++;
        }
      }
      return { stage, model, calls, left };
    });
  return [
    ...count(
      "respond",
      panel.filter(({ key }) => repair.models.includes(key)),
      (side, key) => side.responses.filter(({ model }) => model === key),
    ),
    ...count("position", positionJudges, (side, key) => judgings(side, key, config, judgeable)),
    ...count(
      "comply",
      complianceJudges,
      (side, key) => side.verdicts.filter(({ judge }) => judge === key),
    ),
  ];
}

/** One for each judging by a judge; one that misses a response has still to be made. */
function judgings(
  { positions }: RepairSide,
  judge: string,
  { positionMode }: StudyConfig,
  judgeable: ReadonlySet<string>,
): Iterable<Counted> {
  const found = new Map<string, Outcome>();
  for (const { query, model, sample, repeat, outcome, ...cell } of positions) {
    if (cell.judge !== judge || !judgeable.has(query)) continue;
    const together = positionMode === "together" ? "" : model;
    const id = JSON.stringify([query, sample, repeat, together]);
    if (found.get(id) !== "not_run") found.set(id, outcome === "failed" ? "not_run" : outcome);
  }
  return Array.from(found.values(), (outcome) => ({ outcome }));
}
