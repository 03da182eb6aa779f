import type { RecallingEngine } from "../scoring/recall.ts";
import type { Finding } from "../spec/finding.ts";
import { type Proposal, proposeEdit } from "../spec/propose_edit.ts";
import type { ModelRef } from "../study/model_ref.ts";
import { repairSplit } from "./repair_split.ts";
import { type RepairOptions, repairStudy, type StudyRepair } from "./repair_study.ts";
import type { StudyRun } from "./run_study.ts";

/** How a mend is written and tried. */
export interface MendOptions extends RepairOptions {
  /** The model that writes the edits. @default {the study's label judge, or its rubric judge} */
  readonly model?: ModelRef;
}

/** A mend that a model proposed for a gap, and what it changes. */
export interface StudyMend {
  readonly proposal: Proposal;
  /** Null where the model proposed nothing. */
  readonly repair: StudyRepair | null;
}

/**
 * Has a model propose edits for a gap and tries them. A part of the gap's queries is held out before the model is
 * shown any, so that what changes there is not what the edits were written for.
 *
 * @param run A study that was checked against a spec.
 * @param finding The gap, one of `run.compliance.diagnosis.findings`.
 * @param engine Answers the asks; an offline one rebuilds the mend from the journal.
 * @throws {RangeError} If the study has no spec.
 *
 * @example
 * ```ts ignore
 * const { proposal, repair } = await mendStudy(run, run.compliance!.diagnosis.findings[0]!, engine);
 * ```
 */
export async function mendStudy(
  run: StudyRun,
  finding: Finding,
  engine: RecallingEngine,
  options: MendOptions = {},
): Promise<StudyMend> {
  const { config, compliance, scenarios } = run;
  if (compliance === null) {
    throw new RangeError("Expected a study with a spec and compliance judges but found none");
  }
  const { model = config.labelJudge ?? config.rubricJudge, ...rest } = options;
  const how = { ...rest, seed: rest.seed ?? config.seed, finding };
  const { heldOut } = repairSplit(compliance.verdicts, [], how);
  const asked = { spec: compliance.spec, finding, model, scenarios, heldOut };
  const proposal = await proposeEdit(engine, asked);
  if (proposal.edits.length === 0) return { proposal, repair: null };
  const seen = [...rest.seen ?? [], ...proposal.seen];
  return { proposal, repair: await repairStudy(run, proposal.edits, engine, { ...how, seen }) };
}
