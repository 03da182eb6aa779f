import { resolve } from "node:path";
import type { GenerationCell } from "../generation/generation_cell.ts";
import { categoriesOf } from "../generation/taxonomy.ts";
import { callersId, type CallTally } from "../pipeline/call_tally.ts";
import type { StudyRun } from "../pipeline/run_study.ts";
import type { PlannedCalls } from "../querying/estimate.ts";
import type { Stage } from "../study/call.ts";
import { estimateTokens } from "../querying/token_estimate.ts";
import { readSpec } from "../spec/read.ts";
import { IMPORTED_PROVIDER, LOCAL_PROVIDER, type StudyConfig } from "../study/config.ts";
import type { ModelRef } from "../study/model_ref.ts";
import { countHigh, type HighCount } from "./study_high.ts";

/**
 * Calls of one stage to one model with its parameters. Once the stages before have all their answers these are the very
 * calls that a run makes; before that they are so many at most: fewer where queries are refused or thinned, and of
 * labels and verdicts as many as queries can have high disagreement. Second asks are counted as soon as an answer in
 * the journal could not be read.
 */
export interface PlanRow {
  readonly stage: Stage;
  readonly model: ModelRef;
  /** All calls of the study. */
  readonly calls: number;
  /** Those that have an answer in the journal. */
  readonly inJournal: number;
  /** Those that a run still makes, at most; not those that failed for good. */
  readonly left: number;
  /** Whether these are the very calls, second asks that are still to come aside. */
  readonly exact: boolean;
  /** Whether `calls` hangs on how many queries have high disagreement. */
  readonly ofHigh: boolean;
  /** Those likely still to be made, with a 95 % interval; null where `left` is all that is known. */
  readonly likely: { readonly left: number; readonly low: number; readonly high: number } | null;
}

/** Tokens of a call as the paper's kind of texts need them, where no pilot tells better. */
const TOKENS: Partial<Record<Stage, { input: number; output: number }>> = {
  generate: { input: 500, output: 400 },
  nudge: { input: 600, output: 400 },
  respond: { input: 150, output: 700 },
  rubric: { input: 900, output: 1_500 },
  topic: { input: 500, output: 60 },
  embed: { input: 120, output: 0 },
};

/** Most names that a judge is asked for in one response. */
const NAMES = 5;

/** Tokens of a rubric and of one response in a judge's prompt, and of one judgement. */
const RUBRIC = 1_500, RESPONSE = 700, JUDGEMENT = 90;

/** A stage with its calls: those that are known, and those for each query of high disagreement. */
type Need = [stage: Stage, model: ModelRef, calls: number, each?: number];

/**
 * Lists the calls that a study comes to, by stage and model, and how many of them are left. What is not known yet
 * counts at its most: a query that is still to be written as written and, with `diversity.k`, kept. What is known
 * counts as it is: a query that was declined, or thinned out, has no calls. Imported models are not asked and have
 * no row; entries of the config that make the same calls have one row together.
 *
 * @param run What the journal holds, rebuilt with no network.
 * @param tally What was counted meanwhile.
 */
export function planStudy(run: StudyRun, tally: CallTally): PlanRow[] {
  const { config } = run;
  const { pairs, generators, panel, samples, positionRepeats } = config;
  const { scenarios, generated, queries, nudged } = queryCounts(run);
  const shown = config.positionMode === "together" ? samples : panel.length * samples;
  const share = (i: number) => config.scenarios ? 0 : Math.ceil((pairs - i) / generators.length);
  const high = countHigh(run, queries);
  const rows: PlanRow[] = [];
  /** Adds a stage; whether none of its calls is left. `exact`: all its asks are known. */
  const add = (exact: boolean, needs: readonly Need[]): boolean => {
    const added = merged(needs).map((need) => planRow(need, tally, high, exact));
    rows.push(...added);
    return exact && added.every(({ left }) => left === 0);
  };

  const begun = add(true, generators.map((m, i) => ["generate", m, share(i)]));
  const written = add(begun, generators.map((m, i) => ["nudge", m, nudged(m.key, 2 * share(i))]));
  // Without embeddings nothing is thinned yet.
  const kept = written && (run.diversity === null || run.diversity.order.length > 0);
  const asked = panel.filter((m) => m.provider !== IMPORTED_PROVIDER);
  const answered = add(kept, asked.map((m) => ["respond", m, queries * samples]));
  const rubrics = add(kept, [["rubric", config.rubricJudge, Math.min(scenarios, queries)]]);
  const placed = add(
    answered && rubrics,
    config.positionJudges.map((m) => ["position", m, queries * shown * positionRepeats]),
  );
  const { labelJudge, spec, complianceJudges = [], complianceModels = panel } = config;
  const labelled = labelJudge === undefined ? written : add(placed, [
    ["topic", labelJudge, 0, 1],
    // Types, and whether it refuses or permits too much.
    ["response_type", labelJudge, 0, 2 * samples],
    ["express", labelJudge, 0, samples],
  ]);
  if (spec) {
    const each = complianceModels.length * samples;
    add(placed, complianceJudges.map((m) => ["comply", m, 0, each]));
  }
  const { model } = config.embedder;
  if (model.provider !== LOCAL_PROVIDER) {
    const named = labelJudge ? namesToEmbed(run, high) : null;
    const texts = generated + (labelJudge ? categoriesOf(run.values).length : 0);
    const { missing, embeddings } = tally.of("embed", model);
    // Names are embedded after queries.
    const exact = labelled && (!labelJudge || missing === 0 || embeddings > 1);
    add(exact, [
      named === null
        ? ["embed", model, texts, labelJudge ? NAMES * panel.length * samples : 0]
        : ["embed", model, texts + named],
    ]);
  }
  return rows;
}

/** Entries that make the same calls, as one. */
function merged(needs: readonly Need[]): Need[] {
  const byCaller = Map.groupBy(needs, ([stage, model]) => callersId(stage, model));
  return Array.from(byCaller.values(), (same): Need => {
    const [stage, model, , each] = same[0]!;
    return [stage, model, same.reduce((sum, [, , calls]) => sum + calls, 0), each ?? 0];
  });
}

function planRow(
  [stage, model, fixed, each = 0]: Need,
  tally: CallTally,
  high: HighCount,
  exact: boolean,
): PlanRow {
  const { answered, final, missing, second } = tally.of(stage, model);
  const known = answered + final + missing;
  const most = (count: number) => exact ? known : Math.max(known, fixed + each * count + second);
  const calls = most(high.most);
  const left = calls - answered - final;
  const ofHigh = each > 0 && !exact;
  const of = (count: number) => Math.min(left, most(count) - answered - final);
  const likely = ofHigh && high.likely
    ? { left: of(high.likely.count), low: of(high.likely.low), high: of(high.likely.high) }
    : null;
  return { stage, model, calls, inJournal: answered, left, exact, ofHigh, likely };
}

/** How many scenarios and queries a study has at most, as far as it can be told before all of them are written. */
function queryCounts({ config, generation, generated, diversity, queries, scenarios }: StudyRun) {
  const mayCome = ({ end }: GenerationCell) => end === "failed" || end === "not_run";
  const lost = generation.cells.filter((cell) =>
    cell.nudge === "neutral" && cell.end !== "written" && !mayCome(cell)
  );
  const lostPairs = new Set(lost.map(({ pair }) => pair));
  const open = generation.cells.filter((cell) => mayCome(cell) && !lostPairs.has(cell.pair));
  const written = generated.length + open.length;
  // Without embeddings nothing is thinned yet.
  const known = open.length === 0 && (diversity === null || diversity.order.length > 0);
  return {
    generated: written,
    queries: known ? queries.length : Math.min(config.diversity?.k ?? written, written),
    scenarios: known
      ? new Set(queries.map(({ scenario }) => scenario)).size
      : scenarios.length + open.filter(({ nudge }) => nudge === "neutral").length,
    /** Nudged variants of a generator, less those whose neutral query is missing for good. */
    nudged: (generator: string, all: number) =>
      all - 2 * lost.filter((cell) => cell.generator === generator).length,
  };
}

/** How many names of values are to be embedded, once all are there; null before. */
function namesToEmbed({ labels, high }: StudyRun, { most }: HighCount): number | null {
  if (!labels || high.length < most) return null;
  if (labels.expressed.some(({ outcome }) => outcome === "not_run" || outcome === "failed")) {
    return null;
  }
  const embedded = new Set<string>();
  for (const { names } of labels.expressed) for (const name of names ?? []) embedded.add(name);
  return embedded.size;
}

/** What is left of a plan, with the tokens of a call for roles that have no pilot. */
export async function plannedCalls(
  rows: readonly Pick<PlanRow, "stage" | "model" | "left" | "ofHigh" | "likely">[],
  config: StudyConfig,
  folder: string,
): Promise<PlannedCalls[]> {
  const responses = config.positionMode === "together" ? config.panel.length : 1;
  const panel = config.panel.length;
  const labels = { input: 800 + panel * RESPONSE, output: panel * JUDGEMENT };
  const comply = { input: 800 + RESPONSE + await specTokens(config, folder), output: 400 };
  const position = {
    input: 600 + RUBRIC + responses * RESPONSE,
    output: responses * JUDGEMENT,
  };
  const known: Partial<Record<Stage, { input: number; output: number }>> = {
    ...TOKENS,
    position,
    response_type: labels,
    express: labels,
    comply,
  };
  return rows.map(({ stage, model, left, ofHigh, likely }) => {
    const tokens = known[stage];
    return {
      stage,
      model,
      calls: likely?.left ?? left,
      ...(ofHigh ? { range: [likely?.low ?? 0, likely?.high ?? left] as const } : {}),
      ...(tokens ? { tokens } : {}),
    };
  });
}

/** Tokens of the study's spec, 0 where it has none. */
export async function specTokens({ spec }: StudyConfig, folder: string): Promise<number> {
  if (spec === undefined) return 0;
  const { source } = await readSpec(resolve(folder, spec));
  return estimateTokens([{ role: "user", content: source }]);
}
