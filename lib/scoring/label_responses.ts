import { z } from "zod";
import type { Outcome } from "../study/outcome.ts";
import type { Scenario } from "../study/scenario.ts";
import { type BlindTask, judgeBlind, type JudgingOptions } from "./blind_judging.ts";
import type { BlindCell, BlindRows, ItemColumns } from "./blind_rows.ts";
import { SmallColumn } from "./columns.ts";
import { type Fit, fitPrompt, FITS } from "./prompts/fit.ts";
import { RESPONSE_TYPES, type ResponseType, responseTypePrompt } from "./prompts/response_type.ts";
import { queryIndex } from "./query_index.ts";
import { quoteStands } from "./quotes.ts";
import type { Recall, RecallingEngine } from "./recall.ts";
import { ResponseRows } from "./response_rows.ts";
import { MappedRows, type Rows } from "./rows.ts";

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

/** What is held of a label: all but the judge's words, which {@linkcode readTypes} and {@linkcode readFits} read. */
export type LabelCell<L extends string> = QuotedLabel<L> & {
  readonly reasoning: null;
  readonly quote: null;
};

/** Labels in columns: a few bytes each. */
export type LabelCells<L extends string> = MappedRows<BlindCell<Label<L>>, LabelCell<L>> & {
  readonly source: BlindRows<QuotedItem, Label<L>>;
};

/** The two facts of a label. */
interface Label<L extends string> {
  readonly label: L;
  readonly quoteFound: boolean | null;
}

interface QuotedItem {
  readonly response: number;
  readonly reasoning: string;
  readonly quote: string | null;
}

const common = { response: z.int(), reasoning: z.string(), quote: z.string().nullable() };
const keysOf = <L extends string>(labels: Readonly<Record<L, string>>) =>
  Object.keys(labels) as [L, ...L[]];
const typeSchema = z.strictObject({ ...common, type: z.enum(keysOf(RESPONSE_TYPES)) });
const fitSchema = z.strictObject({ ...common, fit: z.enum(keysOf(FITS)) });
const TYPES = { field: "types", item: typeSchema };
const FIT = { field: "fits", item: fitSchema };

class LabelColumns<T extends QuotedItem, L extends string> implements ItemColumns<T, Label<L>> {
  private readonly labels: SmallColumn;
  private readonly quotes: SmallColumn;

  constructor(
    length: number,
    private readonly names: readonly L[],
    private readonly labelOf: (item: T) => L,
  ) {
    this.labels = new SmallColumn(length);
    this.quotes = new SmallColumn(length);
  }

  set(index: number, item: T, text: string): void {
    const quote = quoteOf(item);
    this.labels.set(index, this.names.indexOf(this.labelOf(item)));
    this.quotes.set(index, quote === null ? null : Number(quoteStands(quote, text)));
  }

  get(index: number): Label<L> {
    const quote = this.quotes.get(index);
    return {
      label: this.names[this.labels.get(index)!]!,
      quoteFound: quote === null ? null : quote === 1,
    };
  }
}

const typeNames = keysOf(RESPONSE_TYPES);
const fitNames = keysOf(FITS);
const typeOf = (item: z.infer<typeof typeSchema>) => item.type;
const fitOf = (item: z.infer<typeof fitSchema>) => item.fit;

/**
 * Has judges sort responses into seven types, from full compliance to complete rejection, by what each does, blind
 * (see {@linkcode judgeBlind}). A quote that does not stand in the response is marked.
 *
 * @param engine Answers the asks; an offline one rebuilds the labels from the journal.
 * @throws {RangeError} For a response to a query that no scenario has.
 */
export async function labelResponseTypes(
  engine: RecallingEngine,
  options: LabelOptions,
): Promise<LabelCells<ResponseType>> {
  return await labelled(engine, options, {
    stage: "response_type",
    prompt: responseTypePrompt.id,
    label: "response types",
    ...TYPES,
    keep: (length) => new LabelColumns(length, typeNames, typeOf),
  }, responseTypePrompt.render);
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
export async function labelFits(
  engine: RecallingEngine,
  options: LabelOptions,
): Promise<LabelCells<Fit>> {
  return await labelled(engine, options, {
    stage: "response_type",
    prompt: fitPrompt.id,
    label: "refusing or permitting too much",
    ...FIT,
    keep: (length) => new LabelColumns(length, fitNames, fitOf),
  }, fitPrompt.render);
}

/** Types with the judges' words, read from the journal, in their order. */
export function readTypes(
  source: Recall,
  labels: LabelCells<ResponseType>,
): AsyncGenerator<ResponseTypeLabel> {
  return readQuoted(source, labels, TYPES);
}

/** Fits with the judges' words, read from the journal, in their order. */
export function readFits(source: Recall, labels: LabelCells<Fit>): AsyncGenerator<FitLabel> {
  return readQuoted(source, labels, FIT);
}

/** The labels of a kind whose quote stands in the response. */
export function evidenced<T extends QuotedLabel<string>>(
  labels: Rows<T>,
  label: NonNullable<T["label"]>,
): T[] {
  return labels.filter((one) => one.label === label && one.quoteFound === true);
}

async function labelled<T extends QuotedItem, L extends string>(
  engine: RecallingEngine,
  options: LabelOptions,
  task: Omit<BlindTask<T, Label<L>>, "render">,
  render: (
    input: { readonly query: string; readonly responses: readonly string[] },
  ) => ReturnType<BlindTask<T, Label<L>>["render"]>,
): Promise<LabelCells<L>> {
  const responses = ResponseRows.from(options.responses);
  const queries = queryIndex(options.scenarios, responses.queryNames.all);
  const rows = await judgeBlind(engine, {
    ...task,
    render: (id, texts) => render({ query: queries.get(id)!.query.text, responses: texts }),
  }, { ...options, responses });
  return new MappedRows(rows, labelOf<L>) as LabelCells<L>;
}

function labelOf<L extends string>({ item, place: _, ...cell }: BlindCell<Label<L>>): LabelCell<L> {
  return {
    ...cell,
    label: item?.label ?? null,
    reasoning: null,
    quote: null,
    quoteFound: item?.quoteFound ?? null,
  };
}

async function* readQuoted<T extends QuotedItem, L extends string>(
  source: Recall,
  labels: LabelCells<L>,
  read: { readonly field: string; readonly item: z.ZodType<T> },
): AsyncGenerator<QuotedLabel<L>> {
  let i = 0;
  const rows = labels.source as unknown as BlindRows<T, Label<L>>;
  for await (const item of rows.read(source, read)) {
    const reasoning = item?.reasoning ?? null;
    yield { ...labels.at(i++)!, reasoning, quote: item && quoteOf(item) };
  }
}

function quoteOf({ quote }: QuotedItem): string | null {
  return quote?.trim() || null;
}
