import { z } from "zod";
import type { Outcome } from "../study/outcome.ts";
import { judgeBlind } from "./blind_judging.ts";
import type { BlindCell, ItemColumns } from "./blind_rows.ts";
import { Names } from "./columns.ts";
import type { LabelOptions } from "./label_responses.ts";
import { expressPrompt } from "./prompts/express.ts";
import { queryIndex } from "./query_index.ts";
import type { RecallingEngine } from "./recall.ts";
import { ResponseRows } from "./response_rows.ts";
import { MappedRows, type Rows } from "./rows.ts";

/** The values that a judge sees expressed in one response. */
export interface ExpressedValues {
  readonly query: string;
  readonly model: string;
  readonly sample: number;
  readonly judge: string;
  readonly repeat: number;
  /** That of the judging, or of the response where there was nothing to judge. */
  readonly outcome: Outcome;
  /** Names in the judge's words, each once; null unless `outcome` is `answered`. */
  readonly names: readonly string[] | null;
}

const itemSchema = z.strictObject({
  response: z.int(),
  values: z.array(z.string().trim().min(1).max(100)).max(10),
});

type Item = z.infer<typeof itemSchema>;

/** Lists of names; each distinct list, and each distinct name, is kept once. */
class NameColumns implements ItemColumns<Item, readonly string[]> {
  private readonly lists: Uint32Array;
  private readonly distinct: (readonly string[])[] = [];
  private readonly numbers = new Map<string, number>();
  private readonly names = new Names();

  constructor(length: number) {
    this.lists = new Uint32Array(length);
  }

  set(index: number, { values }: Item): void {
    const { names, numbers, distinct } = this;
    const list = [...new Set(values.map((name) => names.number(name.toLowerCase())))];
    const key = list.join();
    const number = numbers.get(key) ?? distinct.push(list.map((n) => names.all[n]!)) - 1;
    numbers.set(key, number);
    this.lists[index] = number;
  }

  get(index: number): readonly string[] {
    return this.distinct[this.lists[index]!]!;
  }
}

/**
 * Has judges name, in free text, the values that each response expresses compared with the others to the same query,
 * blind (see {@linkcode judgeBlind}). {@linkcode matchCategories} gives the names their categories.
 *
 * @param engine Answers the asks; an offline one rebuilds the names from the journal.
 * @throws {RangeError} For a response to a query that no scenario has.
 */
export async function expressValues(
  engine: RecallingEngine,
  options: LabelOptions,
): Promise<Rows<ExpressedValues>> {
  const responses = ResponseRows.from(options.responses);
  const queries = queryIndex(options.scenarios, responses.queryNames.all);
  const rows = await judgeBlind(engine, {
    stage: "express",
    prompt: expressPrompt.id,
    label: "expressed values",
    field: "expressed",
    item: itemSchema,
    keep: (length) => new NameColumns(length),
    render: (id, texts) =>
      expressPrompt.render({ query: queries.get(id)!.query.text, responses: texts }),
  }, { ...options, responses });
  return new MappedRows(rows, expressedOf);
}

function expressedOf(
  { item: names, place: _, ...cell }: BlindCell<readonly string[]>,
): ExpressedValues {
  return { ...cell, names };
}
