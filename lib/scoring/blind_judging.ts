import type { z } from "zod";
import { askJson, type Reading } from "../generation/ask_json.ts";
import type { Ask, Engine } from "../querying/engine.ts";
import type { Message, Stage } from "../study/call.ts";
import type { ModelRef } from "../study/model_ref.ts";
import type { Outcome } from "../study/outcome.ts";
import { Random } from "../study/random.ts";
import type { Response } from "../study/response.ts";
import { readNumbered } from "./numbered.ts";

/** Who judges, how often and how. */
export interface JudgingOptions {
  readonly responses: readonly Response[];
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

/** What is asked about the responses to a query. */
export interface BlindTask<T extends { readonly response: number }> {
  readonly stage: Stage;
  /** The id of the prompt. */
  readonly prompt: string;
  /** What the progress display says. */
  readonly label: string;
  /** The field of the answer that lists one item per response. */
  readonly field: string;
  /** Checks an item; its `response` counts from 1 in the order shown. */
  readonly item: z.ZodType<T>;
  /** The messages for a query and the texts shown, or null where the query cannot be judged. */
  render(query: string, texts: readonly string[]): Message[] | null;
}

/** What one judge said of one response. */
export interface BlindCell<T> {
  readonly response: Response;
  readonly judge: string;
  readonly repeat: number;
  /** That of the judging, or of the response where there was nothing to judge. */
  readonly outcome: Outcome;
  /** Null unless `outcome` is `answered`. */
  readonly item: T | null;
  /** Where the response stood among those shown together, from 0; null where it was not shown. */
  readonly place: number | null;
}

interface BlindAsk extends Ask {
  /** The responses in the order shown. */
  readonly shown: readonly Response[];
  readonly repeat: number;
}

/**
 * Has judges judge responses blind: they see neither who wrote a response nor the order of the panel. The text of a
 * response is left as it is, also where a model names itself.
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
export async function judgeBlind<T extends { readonly response: number }>(
  engine: Engine,
  task: BlindTask<T>,
  options: JudgingOptions,
): Promise<BlindCell<T>[]> {
  const { responses, judges, repeats = 1 } = options;
  const asks = asksOf(task, options);
  const judged = new Map<Response, Map<string, BlindCell<T>>>();
  const read = (json: unknown, ask: BlindAsk, last: boolean) =>
    readNumbered(json, task.field, task.item, ask.shown.length, last);
  const run = { label: task.label, total: asks.length };
  for await (const [ask, reading] of askJson(engine, asks, read, run)) {
    ask.shown.forEach((response, place) => {
      const cells = judged.get(response) ?? new Map<string, BlindCell<T>>();
      const cell = cellOf(ask, response, place, reading);
      judged.set(response, cells.set(`${cell.judge}/${cell.repeat}`, cell));
    });
  }
  return responses.flatMap((response) =>
    judges.flatMap(({ key: judge }) =>
      Array.from(
        { length: repeats },
        (_, repeat): BlindCell<T> =>
          judged.get(response)?.get(`${judge}/${repeat}`) ?? {
            response,
            judge,
            repeat,
            outcome: response.outcome === "answered" ? "not_run" : response.outcome,
            item: null,
            place: null,
          },
      )
    )
  );
}

function asksOf<T extends { readonly response: number }>(
  task: BlindTask<T>,
  options: JudgingOptions,
): BlindAsk[] {
  const { responses, judges, repeats = 1, mode = "together", seed } = options;
  if (!Number.isInteger(repeats) || repeats < 1) {
    throw new RangeError(`Expected repeats to be an integer greater than 0 but found ${repeats}`);
  }
  const order = new Random(seed, "order");
  const groups = Map.groupBy(
    responses.filter((response) => response.outcome === "answered"),
    (r) => mode === "together" ? `${r.query}#${r.sample}` : `${r.query}#${r.sample}#${r.model}`,
  );
  return [...groups].flatMap(([group, members]) =>
    judges.flatMap((judge) =>
      Array.from({ length: repeats }, (_, repeat): BlindAsk[] => {
        const shown = order.fork(group).fork(judge.key).fork(repeat).shuffle(members);
        const messages = task.render(shown[0]!.query, shown.map((response) => response.text ?? ""));
        if (messages === null) return [];
        return [{
          stage: task.stage,
          prompt: task.prompt,
          model: judge,
          messages,
          parameters: { json: true },
          sample: repeat,
          shown,
          repeat,
        }];
      }).flat()
    )
  );
}

function cellOf<T>(
  ask: BlindAsk,
  response: Response,
  place: number,
  reading: Reading<(T | null)[]>,
): BlindCell<T> {
  const item = reading.value?.[place] ?? null;
  const outcome = item
    ? "answered"
    : reading.outcome === "answered"
    ? "unparseable"
    : reading.outcome;
  return { response, judge: ask.model.key, repeat: ask.repeat, outcome, item, place };
}
