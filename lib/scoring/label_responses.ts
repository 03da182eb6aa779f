import { z } from "zod";
import type { Engine } from "../querying/engine.ts";
import type { Outcome } from "../study/outcome.ts";
import type { Scenario } from "../study/scenario.ts";
import { type BlindCell, judgeBlind, type JudgingOptions } from "./blind_judging.ts";
import { type Fit, fitPrompt, FITS } from "./prompts/fit.ts";
import { RESPONSE_TYPES, type ResponseType, responseTypePrompt } from "./prompts/response_type.ts";
import { queryIndex } from "./query_index.ts";
import { quoteStands } from "./quotes.ts";

/** What a judge says of one response, with the words that it rests on. */
export interface QuotedLabel<L extends string> {
  readonly query: string;
  readonly model: string;
  readonly sample: number;
  readonly judge: string;
  readonly repeat: number;
  /** That of the judging, or of the response where there was nothing to judge. */
  readonly outcome: Outcome;
  /** Null unless `outcome` is `answered`. */
  readonly label: L | null;
  readonly reasoning: string | null;
  /** The words quoted from the response; null where none were. */
  readonly quote: string | null;
  /** Whether those words stand in the response; null without a quote. */
  readonly quoteFound: boolean | null;
}

/** The type of a response. */
export type ResponseTypeLabel = QuotedLabel<ResponseType>;

/** Whether a response refuses too much or permits too much. */
export type FitLabel = QuotedLabel<Fit>;

/** Responses to label, with the scenarios of their queries. */
export interface LabelOptions extends JudgingOptions {
  readonly scenarios: readonly Scenario[];
}

const common = { response: z.int(), reasoning: z.string(), quote: z.string().nullable() };
const keysOf = <L extends string>(labels: Readonly<Record<L, string>>) =>
  Object.keys(labels) as [L, ...L[]];
const typeSchema = z.strictObject({ ...common, type: z.enum(keysOf(RESPONSE_TYPES)) });
const fitSchema = z.strictObject({ ...common, fit: z.enum(keysOf(FITS)) });

/**
 * Has judges sort responses into seven types, from full compliance to complete rejection, by what each does, blind
 * (see {@linkcode judgeBlind}). A quote that does not stand in the response is kept and marked.
 *
 * @param engine Answers the asks; an offline one rebuilds the labels from the journal.
 * @throws {RangeError} For a response to a query that no scenario has.
 */
export async function labelResponseTypes(
  engine: Engine,
  options: LabelOptions,
): Promise<ResponseTypeLabel[]> {
  const queries = queryIndex(options.scenarios, options.responses);
  const cells = await judgeBlind(engine, {
    stage: "response_type",
    prompt: responseTypePrompt.id,
    label: "response types",
    field: "types",
    item: typeSchema,
    render: (id, responses) =>
      responseTypePrompt.render({ query: queries.get(id)!.query.text, responses }),
  }, options);
  return cells.map((cell) => quoted(cell, cell.item?.type ?? null));
}

/**
 * Has judges look for false-positive refusals and over-permissive answers, blind. It is meant for responses to
 * queries of high disagreement, where some models did what others would not.
 *
 * A finding counts as evidenced only where its quote stands in the response: see {@linkcode evidenced}.
 *
 * @param engine Answers the asks; an offline one rebuilds the labels from the journal.
 * @throws {RangeError} For a response to a query that no scenario has.
 */
export async function labelFits(engine: Engine, options: LabelOptions): Promise<FitLabel[]> {
  const queries = queryIndex(options.scenarios, options.responses);
  const cells = await judgeBlind(engine, {
    stage: "response_type",
    prompt: fitPrompt.id,
    label: "refusing or permitting too much",
    field: "fits",
    item: fitSchema,
    render: (id, responses) => fitPrompt.render({ query: queries.get(id)!.query.text, responses }),
  }, options);
  return cells.map((cell) => quoted(cell, cell.item?.fit ?? null));
}

/** The labels of a kind whose quote stands in the response. */
export function evidenced<L extends string>(
  labels: readonly QuotedLabel<L>[],
  label: L,
): QuotedLabel<L>[] {
  return labels.filter((one) => one.label === label && one.quoteFound === true);
}

function quoted<L extends string, T extends { reasoning: string; quote: string | null }>(
  { response, judge, repeat, outcome, item }: BlindCell<T>,
  label: L | null,
): QuotedLabel<L> {
  const quote = item?.quote?.trim() || null;
  return {
    query: response.query,
    model: response.model,
    sample: response.sample,
    judge,
    repeat,
    outcome,
    label,
    reasoning: item?.reasoning ?? null,
    quote,
    quoteFound: quote === null ? null : quoteStands(quote, response.text ?? ""),
  };
}
