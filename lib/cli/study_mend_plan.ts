import { mendStudy } from "../pipeline/mend_study.ts";
import { openEngine } from "../pipeline/open_engine.ts";
import { repairCalls } from "../pipeline/repair_calls.ts";
import { type RepairOptions, repairStudy, type StudyRepair } from "../pipeline/repair_study.ts";
import type { StudyRun } from "../pipeline/run_study.ts";
import { studyPrices } from "../pipeline/study_prices.ts";
import { estimateCost, type TotalEstimate } from "../querying/estimate.ts";
import { costOf } from "../querying/prices.ts";
import type { RecallingEngine } from "../scoring/recall.ts";
import type { Edit } from "../spec/edit.ts";
import type { Finding } from "../spec/finding.ts";
import type { Proposal } from "../spec/propose_edit.ts";
import type { Stage } from "../study/call.ts";
import type { ModelRef } from "../study/model_ref.ts";
import type { Study } from "../study/study.ts";
import { plannedCalls, specTokens } from "./study_plan.ts";
import { SIMULATED } from "./study_status.ts";
import { dollars, textTable } from "./study_table.ts";

/** Calls that are left, by stage and model. */
type Left = { readonly stage: Stage; readonly model: ModelRef; readonly left: number };

/** Tries edits, or those that a model proposes for a gap. */
export async function tryMend(
  run: StudyRun,
  edits: readonly Edit[] | null,
  finding: Finding | null,
  engine: RecallingEngine,
  how: RepairOptions,
): Promise<{ readonly proposal: Proposal | null; readonly repair: StudyRepair | null }> {
  return edits
    ? { proposal: null, repair: await repairStudy(run, edits, engine, how) }
    : await mendStudy(run, finding!, engine, how);
}

/** What a mend will ask. */
export interface MendPlan {
  readonly split: StudyRepair["split"];
  readonly calls: readonly { stage: Stage; model: string; calls: number; left: number }[];
  readonly estimate: TotalEstimate;
  /** False where a model is still to write the edits: then other queries may be touched too. */
  readonly edited: boolean;
}

/**
 * Says what a mend will ask and cost, from the journal alone.
 *
 * @param edits The edits; null where a model is to write them for the gap.
 */
export async function planMend(
  open: Study,
  run: StudyRun,
  edits: readonly Edit[] | null,
  finding: Finding | null,
  how: RepairOptions,
): Promise<MendPlan> {
  await using opened = await openEngine(open, { offline: true });
  const { repair } = await tryMend(run, edits, finding, opened.engine, how);
  // Without edits both sides are the spec as it is: as many calls as there will be, if no other clause is edited.
  const shown = repair ?? await repairStudy(run, [], opened.engine, how);
  const { config } = run;
  const writer = config.labelJudge ?? config.rubricJudge;
  const calls = [
    ...repair ? [] : [{ stage: "repair" as const, model: writer, calls: 1, left: 1 }],
    ...repairCalls(run, shown, { edited: repair !== null }),
  ];
  return {
    split: shown.split,
    calls: calls.map(({ model, ...rest }) => ({ ...rest, model: model.key })),
    estimate: await estimateMend(open, calls),
    edited: repair !== null,
  };
}

/**
 * What the calls that are left will cost. Responses that were journaled without a spec cost less than those with one:
 * where they are the pilot, the spec's tokens are added.
 */
async function estimateMend(open: Study, calls: readonly Left[]): Promise<TotalEstimate> {
  const { config, journal, folder } = open;
  const { providers, priceOf } = await studyPrices(open);
  const spec = await specTokens(config, folder);
  const rows = calls.map((call) => ({ ...call, ofHigh: false, likely: null }));
  const planned = (await plannedCalls(rows, config, folder)).map((plan) => {
    const tokens = plan.stage === "repair" ? { input: 2 * spec + 2_000, output: 600 } : plan.tokens;
    if (plan.stage !== "respond" || !tokens) return tokens ? { ...plan, tokens } : plan;
    return { ...plan, tokens: { ...tokens, input: tokens.input + spec } };
  });
  const estimate = await estimateCost(journal, planned, providers, priceOf);
  let added = 0;
  const roles = estimate.roles.map((role, i) => {
    const { stage, model, calls } = planned[i]!;
    const price = priceOf(model.provider, model.model);
    if (stage !== "respond" || role.pilot === 0 || role.usd === null || !price) return role;
    const usage = { inputTokens: spec * calls, cachedInputTokens: 0, outputTokens: 0 };
    const more = costOf(price, usage, providers[model.provider]?.batch ?? false);
    added += more;
    return { ...role, usd: role.usd + more, low: role.low! + more, high: role.high! + more };
  });
  const plus = (usd: number | null) => usd === null ? null : usd + added;
  return { roles, usd: plus(estimate.usd), low: plus(estimate.low), high: plus(estimate.high) };
}

/** How many queries a repair is tried on, in one line. */
export function splitLine({ touched, heldOut, untouched }: StudyRepair["split"]): string {
  return `Queries: ${touched.length} touched, ${heldOut.length} touched and held out, ${untouched.length} untouched.`;
}

/** A plan as a terminal shows it. */
export function planText({ split, calls, estimate, edited }: MendPlan, simulated: boolean): string {
  const table = textTable(
    ["stage", "model", "calls", "left", "cost", "from to"],
    calls.map(({ stage, model, calls, left }, i) => {
      const { usd, low, high } = estimate.roles[i]!;
      const range = low === null ? "—" : `${dollars(low)} to ${dollars(high)}`;
      return [stage, model, calls, left, dollars(usd), range];
    }),
  );
  const total = estimate.usd === null
    ? "Without a price for every model there is no total."
    : `Left to spend: ${dollars(estimate.usd)} (${dollars(estimate.low)} to ${
      dollars(estimate.high)
    })`;
  return [
    splitLine(split),
    ...edited ? [] : [
      "The edits are still to be written: clauses that they add to the gap's bring more queries.",
    ],
    "",
    table,
    "",
    total,
    ...simulated ? [SIMULATED] : [],
    "Nothing was asked. Add --run to try it.",
  ].join("\n");
}
