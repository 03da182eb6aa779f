import type { Stage } from "../study/call.ts";
import type { ProviderConfig } from "../study/config.ts";
import type { Journal } from "../study/journal.ts";
import type { ModelRef, Parameters } from "../study/model_ref.ts";
import { capabilitiesOf, effectiveParameters } from "./capabilities.ts";
import { interpret } from "./interpret.ts";
import { predictSum } from "./predict_sum.ts";
import { costOf, type Price } from "./prices.ts";
import type { Usage } from "./reading.ts";

/** Calls of one stage to one model that are still to be made. */
export interface PlannedCalls {
  readonly stage: Stage;
  readonly model: ModelRef;
  readonly calls: number;
  /** From how many to how many calls it may be, where their number is itself an estimate. */
  readonly range?: readonly [low: number, high: number];
  /** Expected tokens of one call, used where the journal has no pilot of it. */
  readonly tokens?: { readonly input: number; readonly output: number };
}

/** What planned calls will cost, in US dollars. */
export interface CostEstimate {
  readonly stage: Stage;
  readonly model: string;
  readonly calls: number;
  /** Null where the model has no price, or nothing is known of its tokens. */
  readonly usd: number | null;
  /** A 95 % interval from a pilot, or bounds from token counts. */
  readonly low: number | null;
  readonly high: number | null;
  /** How many journaled calls it rests on; 0 for token counts. */
  readonly pilot: number;
  /** Second asks that are expected beside `calls` and counted in the dollars; null for a stage that has none. */
  readonly again: SecondAsks | null;
}

/** Answers that cannot be read are shown to their model once more. */
export interface SecondAsks {
  readonly calls: number;
  /** Share of the calls. */
  readonly rate: number;
  /** Whether the rate is assumed: the journal has no second asks of the role, or too many calls to count them. */
  readonly assumed: boolean;
}

/** The sum over all roles; null where a role has no estimate. */
export interface TotalEstimate {
  readonly roles: readonly CostEstimate[];
  readonly usd: number | null;
  readonly low: number | null;
  readonly high: number | null;
}

/** Journaled calls of a role that a pilot reads at most, and needs at least. */
const MOST_PILOT = 1000;
const LEAST_PILOT = 5;
/** Journaled calls of a role among which second asks are looked for at most; they come after all first ones. */
const MOST_COUNTED = 20_000;
/** Share of second asks as long as the journal shows none, and the highest that bounds allow for. */
const ASSUMED_RATE = 0.02, HIGH_RATE = 0.1;
/** Tokens of telling a model what was wrong with its answer. */
const FAULT_TOKENS = 120;
/** Stages whose answers are taken as they are. */
const UNPARSED: readonly Stage[] = ["respond", "embed"];

/**
 * Estimates what planned calls will cost. A role with at least five completions in the journal (under the same limit of
 * tokens, reasoning effort and budget of thinking as are now asked for) is priced by them: the
 * mean cost of a call times the number of calls, with the 95 % prediction interval of `predictSum` (which takes the
 * pilot for a sample of the planned calls). A role without is priced by its expected tokens; its bounds are half the
 * input and no output, and the input with the most output that its parameters allow. In the total, half-widths of
 * pilots are added as independent (root of the sum of squares), bounds as they are. Where the number of calls is itself
 * uncertain (`range`), the lower end is that of the fewest and the upper end that of the most calls; such roles may
 * hang on one unknown, so their half-widths are added as bounds.
 *
 * Stages that read JSON from an answer ask once more where there is none to read. Such second asks are part of the
 * dollars: at the rate that the journal shows for the role, or 2 in 100 where it shows none; each costs as much as a
 * first ask that reads the answer as well. A pilot's interval holds the binomial error of the rate as independent; the
 * bounds by token counts are none and 1 in 10.
 *
 * @param priceOf The price of a model, or null.
 */
export async function estimateCost(
  journal: Journal,
  planned: readonly PlannedCalls[],
  providers: Readonly<Record<string, ProviderConfig>>,
  priceOf: (provider: string, model: string) => Price | null,
): Promise<TotalEstimate> {
  const roles: CostEstimate[] = [];
  let usd = 0;
  let squares = { low: 0, high: 0 };
  let known = true;
  const bounds = { low: 0, high: 0 };
  for (const plan of planned) {
    const role = await estimateRange(journal, plan, providers, priceOf);
    roles.push(role);
    if (role.usd === null || role.low === null || role.high === null) {
      known = false;
      continue;
    }
    usd += role.usd;
    if (role.pilot > 0 && !plan.range) {
      squares = {
        low: squares.low + (role.usd - role.low) ** 2,
        high: squares.high + (role.high - role.usd) ** 2,
      };
    } else {
      bounds.low += role.usd - role.low;
      bounds.high += role.high - role.usd;
    }
  }
  if (!known) return { roles, usd: null, low: null, high: null };
  return {
    roles,
    usd,
    low: Math.max(0, usd - Math.sqrt(squares.low) - bounds.low),
    high: usd + Math.sqrt(squares.high) + bounds.high,
  };
}

/** Estimates the most calls, and takes the likely and the fewest as shares of that. */
async function estimateRange(
  journal: Journal,
  plan: PlannedCalls,
  providers: Readonly<Record<string, ProviderConfig>>,
  priceOf: (provider: string, model: string) => Price | null,
): Promise<CostEstimate> {
  if (!plan.range) return await estimateRole(journal, plan, providers, priceOf);
  const [fewest, most] = plan.range;
  const role = await estimateRole(journal, { ...plan, calls: most }, providers, priceOf);
  if (most === 0 || role.usd === null || role.low === null) return { ...role, calls: plan.calls };
  return {
    ...role,
    calls: plan.calls,
    usd: role.usd * plan.calls / most,
    low: role.low * fewest / most,
  };
}

async function estimateRole(
  journal: Journal,
  { stage, model, calls, tokens }: PlannedCalls,
  providers: Readonly<Record<string, ProviderConfig>>,
  priceOf: (provider: string, model: string) => Price | null,
): Promise<CostEstimate> {
  const base = { stage, model: model.key, calls };
  const config = providers[model.provider];
  const price = priceOf(model.provider, model.model);
  const unknown = { ...base, usd: null, low: null, high: null, pilot: 0, again: null };
  if (calls === 0) return { ...unknown, usd: 0, low: 0, high: 0 };
  if (!config || !price) return unknown;
  const cost = (inputTokens: number, outputTokens: number, cachedInputTokens = 0) =>
    costOf(price, { inputTokens, cachedInputTokens, outputTokens }, config.batch ?? false);
  const secondCost = (input: number, output: number) => cost(input + output + FAULT_TOKENS, output);
  const { usages, rate, assumed } = await readPilot(journal, stage, model, config);
  const again = rate === 0 ? null : { calls: Math.ceil(rate * calls), rate, assumed };
  const n = usages.length;
  if (n >= LEAST_PILOT) {
    const costs = usages.map((u) => cost(u.inputTokens, u.outputTokens, u.cachedInputTokens));
    const second = usages.reduce((sum, u) => sum + secondCost(u.inputTokens, u.outputTokens), 0) /
      n;
    const error = (calls * second) ** 2 * rate * (1 - rate) * (1 / n + 1 / calls);
    const { sum, below, above } = predictSum(costs, calls, error);
    const point = sum + calls * rate * second;
    const low = Math.max(0, point - below);
    return { ...base, usd: point, low, high: point + above, pilot: n, again };
  }
  if (!tokens) return unknown;
  const { parameters } = effectiveParameters(config, model.model, model.parameters ?? {});
  const limit = parameters.maxTokens ?? capabilitiesOf(config, model.model).maxOutput;
  const most = Math.max(limit, tokens.output);
  const highRate = again ? HIGH_RATE : 0;
  return {
    ...base,
    usd: calls *
      (cost(tokens.input, tokens.output) + rate * secondCost(tokens.input, tokens.output)),
    low: calls * cost(0.5 * tokens.input, 0),
    high: calls * (cost(tokens.input, most) + highRate * secondCost(tokens.input, most)),
    pilot: 0,
    again,
  };
}

/** What of the parameters decides how long answers may get. */
function lengthOf({ maxTokens, reasoningEffort, thinkingBudget }: Parameters): string {
  return JSON.stringify([maxTokens ?? null, reasoningEffort ?? null, thinkingBudget ?? null]);
}

/**
 * Usages of a role's first asks in the journal, and the share of those that were asked again. Answers that were given
 * under another limit, effort or budget of thinking are no pilot.
 */
async function readPilot(
  journal: Journal,
  stage: Stage,
  model: ModelRef,
  config: ProviderConfig,
): Promise<{ usages: Usage[]; rate: number; assumed: boolean }> {
  const parsed = !UNPARSED.includes(stage);
  const usages: Usage[] = [];
  let read = 0;
  let second = 0;
  const filter = { stage, provider: model.provider, model: model.model };
  const wishes = effectiveParameters(config, model.model, model.parameters ?? {}).parameters;
  const length = lengthOf(wishes);
  const there = (await journal.asked()).some((asked) =>
    asked.stage === stage && asked.provider === model.provider && asked.model === model.model &&
    lengthOf(asked.parameters) === length
  );
  for await (const { call, status, body } of there ? journal.completions(filter) : []) {
    if (lengthOf(call.parameters) !== length) continue;
    read++;
    // A second ask quotes the answer to the first.
    if (call.messages.some(({ role }) => role === "assistant")) second++;
    else if (usages.length < MOST_PILOT) {
      const { usage } = interpret(config.api, status, body);
      if (usage) usages.push(usage);
    }
    if (read > MOST_COUNTED || (!parsed && usages.length >= MOST_PILOT)) break;
  }
  if (!parsed) return { usages, rate: 0, assumed: false };
  const assumed = second === 0 || read > MOST_COUNTED;
  return { usages, rate: assumed ? ASSUMED_RATE : second / (read - second), assumed };
}
