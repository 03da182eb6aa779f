import type { z } from "zod";
import type { Outcome } from "../study/outcome.ts";
import { KeyColumn, OutcomeColumn } from "./columns.ts";
import { readNumbered } from "./numbered.ts";
import { readAgain, type Recall, recallAll } from "./recall.ts";
import type { ResponseRows } from "./response_rows.ts";
import { LazyRows } from "./rows.ts";
import type { ShownTogether } from "./shown_together.ts";

/** What is held of the items that judges give, in columns: the few facts of each, not its words. */
export interface ItemColumns<T, K> {
  /** Keeps an item; `text` is that of the response that it speaks of. */
  set(index: number, item: T, text: string): void;
  /** What was kept of an item. */
  get(index: number): K;
}

/** What one judge said of one response. */
export interface BlindCell<K> {
  readonly query: string;
  readonly model: string;
  readonly sample: number;
  readonly judge: string;
  readonly repeat: number;
  /** That of the judging, or of the response where there was nothing to judge. */
  readonly outcome: Outcome;
  /** What is kept of the item; null unless `outcome` is `answered`. */
  readonly item: K | null;
  /** Where the response stood among those shown together, from 0; null where it was not shown. */
  readonly place: number | null;
}

/** How many judges judge how often, each in this order. */
export interface Judges {
  readonly judges: readonly string[];
  readonly repeats: number;
}

/** Which judging, of all groups, judges and repeats. */
export interface JudgingOf {
  readonly group: number;
  /** The index of the judge. */
  readonly judge: number;
  readonly repeat: number;
}

/** Cells of all responses, judges and repeats, in this order, in columns. */
export class BlindRows<T extends { readonly response: number }, K> extends LazyRows<BlindCell<K>> {
  readonly length: number;
  readonly outcomes: OutcomeColumn;
  private readonly places: Int16Array;
  private readonly items: ItemColumns<T, K>;
  private readonly keys: KeyColumn;
  /** 1 for a judging of which a part was taken, since there was no further try. */
  private readonly partial: Uint8Array;

  constructor(
    readonly responses: ResponseRows,
    readonly shown: ShownTogether,
    readonly by: Judges,
    makeItems: (length: number) => ItemColumns<T, K>,
  ) {
    super();
    const each = by.judges.length * by.repeats;
    this.length = responses.length * each;
    this.outcomes = new OutcomeColumn(this.length);
    this.places = new Int16Array(this.length).fill(-1);
    this.items = makeItems(this.length);
    this.keys = new KeyColumn(shown.count * each);
    this.partial = new Uint8Array(shown.count * each);
    for (let i = 0; i < this.length; i++) {
      const outcome = responses.outcome(Math.floor(i / each));
      this.outcomes.set(i, outcome === "answered" ? "not_run" : outcome);
    }
  }

  /** Says from which completion a judging was read. */
  judged(of: JudgingOf, key: string, partial: boolean): void {
    const number = this.judging(of);
    this.keys.set(number, key);
    this.partial[number] = partial ? 1 : 0;
  }

  /** Says what came of a judging for one of the responses that it was shown. */
  end(
    of: JudgingOf,
    response: number,
    place: number,
    outcome: Outcome,
    kept: { readonly item: T; readonly text: string } | null,
  ): void {
    const index = (response * this.by.judges.length + of.judge) * this.by.repeats + of.repeat;
    this.outcomes.set(index, outcome);
    this.places[index] = place;
    if (kept) this.items.set(index, kept.item, kept.text);
  }

  /** The facts of a cell, without what is kept of its item. */
  cell(index: number): Omit<BlindCell<K>, "item"> & { readonly response: number } {
    const { responses, by } = this;
    const response = Math.floor(index / (by.judges.length * by.repeats));
    const place = this.places[index]!;
    return {
      response,
      query: responses.query(response),
      model: responses.model(response),
      sample: responses.sample(response),
      judge: by.judges[Math.floor(index / by.repeats) % by.judges.length]!,
      repeat: index % by.repeats,
      outcome: this.outcomes.get(index),
      place: place < 0 ? null : place,
    };
  }

  protected row(index: number): BlindCell<K> {
    const { response: _, ...cell } = this.cell(index);
    const item = cell.outcome === "answered" ? this.items.get(index) : null;
    return { ...cell, item };
  }

  /**
   * Reads the whole items, with their words, from the journal.
   *
   * @param read The field that lists them, and how one is checked.
   * @returns One per cell, in their order; null where there is none.
   */
  async *read(
    source: Recall,
    read: { readonly field: string; readonly item: z.ZodType<T> },
  ): AsyncGenerator<T | null, undefined> {
    const { judges, repeats } = this.by;
    for (let start = 0; start < this.length; start += READ_TOGETHER) {
      const end = Math.min(this.length, start + READ_TOGETHER);
      const numbers = new Map<number, number>();
      for (let i = start; i < end; i++) {
        const { response, repeat, outcome } = this.cell(i);
        if (outcome !== "answered") continue;
        const judge = Math.floor(i / repeats) % judges.length;
        const group = this.shown.groupOf[response]!;
        numbers.set(i, this.judging({ group, judge, repeat }));
      }
      const asked = [...new Set(numbers.values())];
      const texts = await recallAll(source, asked.map((number) => this.keys.get(number)));
      const lists = new Map(asked.map((number, i) => {
        const group = Math.floor(number / (judges.length * repeats));
        const count = this.shown.of(group).length;
        const partial = this.partial[number] === 1;
        return [
          number,
          readAgain(texts[i]!, (json) => readNumbered(json, read.field, read.item, count, partial)),
        ] as const;
      }));
      for (let i = start; i < end; i++) {
        yield lists.get(numbers.get(i) ?? -1)?.[this.places[i]!] ?? null;
      }
    }
  }

  private judging({ group, judge, repeat }: JudgingOf): number {
    return (group * this.by.judges.length + judge) * this.by.repeats + repeat;
  }
}

/** Cells whose judgings are read together. */
const READ_TOGETHER = 1_000;
