import type { Outcome } from "../study/outcome.ts";
import type { Response } from "../study/response.ts";
import { KeyColumn, Names, OutcomeColumn } from "./columns.ts";
import type { Recall } from "./recall.ts";
import { LazyRows } from "./rows.ts";

/** What is held of a response: all but its text, which {@linkcode readResponses} reads from the journal. */
export type ResponseCell = Omit<Response, "text">;

/** What two bytes hold. */
const MOST_SAMPLE = 2 ** 16 - 1;

/** Responses in columns: some 40 bytes each, whatever their texts. */
export class ResponseRows extends LazyRows<ResponseCell> {
  private readonly queries: Uint32Array;
  private readonly models: Uint16Array;
  private readonly samples: Uint16Array;
  private readonly keys: KeyColumn;
  private readonly details = new Map<number, string>();
  readonly outcomes: OutcomeColumn;
  readonly queryNames = new Names();
  readonly modelNames = new Names();

  /** So many responses, all `not_run` until they are set. */
  constructor(readonly length: number) {
    super();
    this.queries = new Uint32Array(length);
    this.models = new Uint16Array(length);
    this.samples = new Uint16Array(length);
    this.keys = new KeyColumn(length);
    this.outcomes = new OutcomeColumn(length);
  }

  /** Puts responses into columns; what is in columns already stays as it is. */
  static from(cells: Iterable<ResponseCell>): ResponseRows {
    if (cells instanceof ResponseRows) return cells;
    const list = [...cells];
    const rows = new ResponseRows(list.length);
    list.forEach((cell, i) => {
      rows.ask(i, cell.query, cell.model, cell.sample);
      rows.end(i, cell);
    });
    return rows;
  }

  /**
   * Says what a row is the response to; call it in the order of the rows, which numbers the names.
   *
   * @throws {RangeError} For a sample that is no integer from 0 to 65,535.
   */
  ask(index: number, query: string, model: string, sample: number): void {
    if (!Number.isInteger(sample) || sample < 0 || sample > MOST_SAMPLE) {
      throw new RangeError(
        `Expected sample to be an integer from 0 to ${MOST_SAMPLE} but found ${sample}`,
      );
    }
    this.queries[index] = this.queryNames.number(query);
    this.models[index] = this.modelNames.number(model);
    this.samples[index] = sample;
  }

  /** Says how it ended. */
  end(index: number, { outcome, detail, key }: Pick<Response, "outcome" | "detail" | "key">): void {
    this.outcomes.set(index, outcome);
    if (detail !== null) this.details.set(index, detail);
    if (key !== null) this.keys.set(index, key);
  }

  /** The number of a row's query among `queryNames`. */
  queryNumber(index: number): number {
    return this.queries[index]!;
  }

  /** The number of a row's model among `modelNames`. */
  modelNumber(index: number): number {
    return this.models[index]!;
  }

  query(index: number): string {
    return this.queryNames.all[this.queries[index]!]!;
  }

  model(index: number): string {
    return this.modelNames.all[this.models[index]!]!;
  }

  sample(index: number): number {
    return this.samples[index]!;
  }

  outcome(index: number): Outcome {
    return this.outcomes.get(index);
  }

  key(index: number): string | null {
    return this.keys.get(index);
  }

  /** The rows that pass, in their order, in columns again. */
  where(keep: (query: string, model: string) => boolean): ResponseRows {
    const indices: number[] = [];
    for (let i = 0; i < this.length; i++) if (keep(this.query(i), this.model(i))) indices.push(i);
    const kept = new ResponseRows(indices.length);
    indices.forEach((from, i) => {
      kept.ask(i, this.query(from), this.model(from), this.sample(from));
      kept.end(i, this.row(from));
    });
    return kept;
  }

  protected row(index: number): ResponseCell {
    return {
      query: this.query(index),
      model: this.model(index),
      sample: this.sample(index),
      outcome: this.outcome(index),
      detail: this.details.get(index) ?? null,
      key: this.key(index),
    };
  }
}

/**
 * Reads the texts of responses from the journal. The caller gives as many at a time as it wants in memory. A response
 * that the journal has lost since, as to damage, is `not_run`, as it is for a run that goes on from there.
 *
 * @returns The responses with their texts, in their order.
 *
 * @example
 * ```ts
 * import { assert } from "@std/assert";
 * import { readResponses } from "./response_rows.ts";
 *
 * const cell = { query: "q", model: "o3", sample: 0, outcome: "answered" as const, detail: null };
 * const journal = { recall: () => Promise.resolve(new Map([["k", "Yes."]])) };
 * const [response] = await readResponses(journal, [{ ...cell, key: "k" }]);
 * assert(response!.text === "Yes.");
 * ```
 */
export async function readResponses(
  source: Recall,
  cells: Iterable<ResponseCell>,
): Promise<Response[]> {
  const list = [...cells];
  const found = await source.recall(list.filter(hasText).flatMap(({ key }) => key ?? []));
  return list.map((cell) => {
    const text = hasText(cell) && cell.key !== null ? found.get(cell.key) : null;
    const { detail, key, ...facts } = cell;
    if (text !== undefined) return { ...facts, text, detail, key };
    return { ...facts, outcome: "not_run", text: null, detail: "not in the journal", key };
  });
}

/** Others have no completion, or one in which no text was found. */
function hasText({ outcome }: Pick<ResponseCell, "outcome">): boolean {
  return outcome !== "failed" && outcome !== "not_run";
}
