import type { IntervalOptions } from "../analysis/interval.ts";
import type { RecallingEngine } from "../scoring/recall.ts";
import type { Spec } from "../spec/clause.ts";
import { compareRepairs, type RepairComparison } from "../spec/compare_repairs.ts";
import { applyEdits, type Edit } from "../spec/edit.ts";
import type { TouchedQueries } from "../spec/touched.ts";
import { repairDisagreement } from "./repair_disagreement.ts";
import { askUnderSpec, type RepairSide } from "./repair_side.ts";
import { repairSplit, type RepairSplitOptions } from "./repair_split.ts";
import type { StudyRun } from "./run_study.ts";

/** How a repair is tried. */
export interface RepairOptions extends Omit<RepairSplitOptions, "seed">, IntervalOptions {
  /** Of what is held out. @default {that of the study} */
  readonly seed?: string | number;
  /**
   * The keys of the models of the panel that are asked; they must take a system prompt.
   * @default {those of the study that were checked against the spec}
   */
  readonly models?: readonly string[];
}

/** What edits of a study's spec change. */
export interface StudyRepair {
  readonly before: Spec;
  readonly after: Spec;
  /** The clauses that the edits amended, added or removed, by id. */
  readonly clauses: readonly string[];
  /** The queries that were asked. */
  readonly split: TouchedQueries;
  /** The keys of the models that were asked. */
  readonly models: readonly string[];
  readonly underBefore: RepairSide;
  readonly underAfter: RepairSide;
  /** The changes on each part of `split`, paired, with intervals clustered on the value pair. */
  readonly comparison: RepairComparison;
}

/**
 * Tries edits of a study's spec: asks models of the panel the queries that the edits touch, once with the spec as it
 * is for their system prompt and once with the edited one, and has judges place and check the responses. Both sides
 * are asked anew, so that a change is one of the spec's words and not of being asked with a spec at all, nor of the
 * queries having been picked for their extreme answers without one.
 *
 * Only queries of which the study has verdicts can be touched. What the journal has costs no call: neither a
 * repetition of the repair, nor the side of the unedited spec in another repair of the same queries.
 *
 * @param run A study that was checked against a spec.
 * @param edits One edit or several, applied in order.
 * @param engine Answers the asks; an offline one rebuilds the repair from the journal.
 * @throws {RangeError} If the study has no spec, or an option names a model that the panel does not have.
 * @throws {InputError} If the edits cannot be applied.
 *
 * @example
 * ```ts ignore
 * const repair = await repairStudy(run, { kind: "amend", clause: "lies", text: "Never lie." }, engine);
 * repairTable(repair);
 * ```
 */
export async function repairStudy(
  run: Pick<StudyRun, "config" | "scenarios" | "rubrics" | "compliance">,
  edits: Edit | readonly Edit[],
  engine: RecallingEngine,
  options: RepairOptions = {},
): Promise<StudyRepair> {
  const { config, scenarios, compliance } = run;
  if (compliance === null || config.complianceJudges === undefined) {
    throw new RangeError("Expected a study with a spec and compliance judges but found none");
  }
  const before = compliance.spec;
  const { spec: after, touched } = applyEdits(before, [edits].flat());
  const split = repairSplit(compliance.verdicts, touched, { seed: config.seed, ...options });
  const asked = new Set([...split.touched, ...split.heldOut, ...split.untouched]);
  const concerned = scenarios.filter(({ queries }) => queries.some(({ id }) => asked.has(id)));
  const asks = {
    config,
    scenarios: concerned,
    rubrics: run.rubrics,
    queries: concerned.flatMap(({ queries }) => queries.filter(({ id }) => asked.has(id))),
    models: modelsOf(run, options.models),
    judges: config.complianceJudges,
  };
  const x = await askUnderSpec(engine, before, "under the spec", asks);
  const y = await askUnderSpec(engine, after, "under the edited spec", asks);
  const disagreement = repairDisagreement(x.positions, y.positions);
  return {
    before,
    after,
    clauses: touched,
    split,
    models: asks.models.map(({ key }) => key),
    underBefore: x,
    underAfter: y,
    comparison: compareRepairs(
      { verdicts: [...x.verdicts], disagreement: disagreement.before },
      { verdicts: [...y.verdicts], disagreement: disagreement.after },
      split,
      options,
    ),
  };
}

function modelsOf(
  { config }: Pick<StudyRun, "config">,
  keys: readonly string[] = config.complianceModels ?? config.panel.map(({ key }) => key),
) {
  const unknown = keys.find((key) => config.panel.every((model) => model.key !== key));
  if (unknown !== undefined) {
    throw new RangeError(`Expected the key of a model of the panel but found "${unknown}"`);
  }
  return config.panel.filter(({ key }) => keys.includes(key));
}
