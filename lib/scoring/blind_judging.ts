import type { z } from "zod";
import { askJson } from "../generation/ask_json.ts";
import type { Ask } from "../querying/engine.ts";
import type { Message, Stage } from "../study/call.ts";
import type { ModelRef } from "../study/model_ref.ts";
import { Random } from "../study/random.ts";
import { BlindRows, type ItemColumns, type JudgingOf } from "./blind_rows.ts";
import { readNumbered } from "./numbered.ts";
import { recallAll, type RecallingEngine } from "./recall.ts";
import { type ResponseCell, ResponseRows } from "./response_rows.ts";
import { ShownTogether } from "./shown_together.ts";

/** Who judges, how often and how. */
export interface JudgingOptions {
  /** Their texts are read from the journal. */
  readonly responses: Iterable<ResponseCell>;
  /** Each judge judges every response. */
  readonly judges: readonly ModelRef[];
  /** How often each judge does so. @default {1} */
  readonly repeats?: number;
  /**
   * `together`: all responses to a query (of one sample) in one judging, in an order shuffled anew for each query,
   * sample, judge and repeat; `one_by_one`: one judging per response. @default {"together"}
   */
  readonly mode?: "together" | "one_by_one";
  /** Of the shuffling. */
  readonly seed: string | number;
}

/** What is asked about the responses to a query, and what is held of the answers. */
export interface BlindTask<T extends { readonly response: number }, K> {
  readonly stage: Stage;
  /** The id of the prompt. */
  readonly prompt: string;
  /** What the progress display says. */
  readonly label: string;
  /** The field of the answer that lists one item per response. */
  readonly field: string;
  /** Checks an item; its `response` counts from 1 in the order shown. */
  readonly item: z.ZodType<T>;
  /** Makes the columns in which the facts of so many items are held. */
  readonly keep: (length: number) => ItemColumns<T, K>;
  /** Whether a query can be judged; all can when left out. */
  readonly judgeable?: (query: string) => boolean;
  /** Fetches what is needed to render the prompts of these queries, which come next. */
  readonly prepare?: (queries: readonly string[]) => Promise<void>;
  /** The messages for a query and the texts shown. */
  render(query: string, texts: readonly string[]): Message[];
}

interface BlindAsk extends Ask {
  readonly judging: JudgingOf;
  /** Indices of the responses, in the order shown, and their texts. */
  readonly shown: readonly number[];
  readonly texts: readonly string[];
}

/** Texts that are read together. */
const READ_TOGETHER = 500;

/**
 * Has judges judge responses blind: they see neither who wrote a response nor the order of the panel. The text of a
 * response is left as it is, also where a model names itself. Texts are read from the journal as their prompts come
 * to be sent; in memory stays what `task.keep` keeps.
 *
 * Every requested cell (response, judge, repeat) gets one result:
 * - a response without an answer (filtered, failed, not run) keeps its outcome: there was nothing to judge;
 * - so does a truncated one: what the rest would have said might have turned it;
 * - where the query cannot be judged, the cell is `not_run`;
 * - where a judging is filtered, truncated or fails, all cells of that judging have that outcome;
 * - where a judge's answer, asked for twice, leaves a response out or gives it nothing that can be read, only that
 *   cell is `unparseable`.
 *
 * @returns `responses * judges * repeats` cells, in the order of the responses, then of judges and repeats.
 */
export async function judgeBlind<T extends { readonly response: number }, K>(
  engine: RecallingEngine,
  task: BlindTask<T, K>,
  options: JudgingOptions,
): Promise<BlindRows<T, K>> {
  const { judges, repeats = 1, mode = "together" } = options;
  if (!Number.isInteger(repeats) || repeats < 1) {
    throw new RangeError(`Expected repeats to be an integer greater than 0 but found ${repeats}`);
  }
  const responses = ResponseRows.from(options.responses);
  const shown = new ShownTogether(responses, mode === "together");
  const by = { judges: judges.map(({ key }) => key), repeats };
  const rows = new BlindRows(responses, shown, by, task.keep);
  const groups = judgeableGroups(shown, task);
  const asks = asksOf(engine, task, options, shown, groups);
  const read = (json: unknown, ask: BlindAsk, last: boolean) => ({
    items: readNumbered(json, task.field, task.item, ask.shown.length, last),
    last,
  });
  const run = { label: task.label, total: groups.length * judges.length * repeats };
  for await (const [ask, { outcome, value, key }] of askJson(engine, asks, read, run)) {
    if (value) rows.judged(ask.judging, key, value.last);
    ask.shown.forEach((response, place) => {
      const item = value?.items[place] ?? null;
      const end = item ? "answered" : outcome === "answered" ? "unparseable" : outcome;
      rows.end(ask.judging, response, place, end, item && { item, text: ask.texts[place]! });
    });
  }
  return rows;
}

/** The groups whose query can be judged. */
function judgeableGroups<T extends { readonly response: number }, K>(
  shown: ShownTogether,
  task: BlindTask<T, K>,
): Int32Array {
  const groups = Int32Array.from({ length: shown.count }, (_, group) => group);
  return groups.filter((group) => task.judgeable?.(queryOf(shown, group)) ?? true);
}

const queryOf = (shown: ShownTogether, group: number) => shown.responses.query(shown.of(group)[0]!);

async function* asksOf<T extends { readonly response: number }, K>(
  engine: RecallingEngine,
  task: BlindTask<T, K>,
  { judges, repeats = 1, seed }: JudgingOptions,
  shown: ShownTogether,
  groups: Int32Array,
): AsyncGenerator<BlindAsk> {
  const order = new Random(seed, "order");
  for (const chunk of inChunks(shown, groups)) {
    await task.prepare?.([...new Set(chunk.map((group) => queryOf(shown, group)))]);
    const members = chunk.flatMap((group) => shown.of(group));
    const keys = members.map((index) => shown.responses.key(index));
    const texts = await recallAll(engine, keys);
    const textOf = new Map(members.map((index, i) => [index, texts[i]!]));
    for (const group of chunk) {
      const own = order.fork(shown.name(group));
      for (const [judge, model] of judges.entries()) {
        for (let repeat = 0; repeat < repeats; repeat++) {
          const inOrder = own.fork(model.key).fork(repeat).shuffle(shown.of(group));
          const read = inOrder.map((index) => textOf.get(index)!);
          yield {
            stage: task.stage,
            prompt: task.prompt,
            model,
            messages: task.render(queryOf(shown, group), read),
            parameters: { json: true },
            sample: repeat,
            judging: { group, judge, repeat },
            shown: inOrder,
            texts: read,
          };
        }
      }
    }
  }
}

/** Groups in pieces whose texts are read together. */
function* inChunks(shown: ShownTogether, groups: Int32Array): Generator<number[]> {
  let chunk: number[] = [];
  let size = 0;
  for (const group of groups) {
    chunk.push(group);
    size += shown.of(group).length;
    if (size < READ_TOGETHER) continue;
    yield chunk;
    [chunk, size] = [[], 0];
  }
  if (chunk.length > 0) yield chunk;
}
