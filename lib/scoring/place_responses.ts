import { askJson, type Reading } from "../generation/ask_json.ts";
import type { Ask, Engine } from "../querying/engine.ts";
import type { ModelRef } from "../study/model_ref.ts";
import type { Outcome } from "../study/outcome.ts";
import type { Position } from "../study/position.ts";
import { Random } from "../study/random.ts";
import type { Response } from "../study/response.ts";
import type { Rubric } from "../study/rubric.ts";
import type { Scenario } from "../study/scenario.ts";
import { type Placement, readPlacements } from "./placements.ts";
import { positionPrompt } from "./prompts/position.ts";

/** What {@linkcode placeResponses} places, and how. */
export interface PlaceOptions {
  readonly scenarios: readonly Scenario[];
  readonly rubrics: readonly Rubric[];
  readonly responses: readonly Response[];
  /** Each judge places every response. */
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

interface PlaceAsk extends Ask {
  /** The responses in the order shown. */
  readonly shown: readonly Response[];
  readonly repeat: number;
}

/**
 * Has judges place every response on both spectra of its scenario's rubric. Judges see neither who wrote a
 * response nor the order of the panel. The text of a response is left as it is, also where a model names itself.
 *
 * Every requested cell (response, judge, repeat) gets one position:
 * - a response without an answer (filtered, failed, not run) keeps its outcome: there was nothing to judge;
 * - so does a truncated one: what the rest would have said might have turned it;
 * - where the scenario has no rubric, the cell is `not_run`;
 * - where a judging is filtered, truncated or fails, all cells of that judging have that outcome;
 * - where a judge's answer, asked for twice, leaves a response out or places it off the scale, only that cell is
 *   `unparseable`.
 *
 * @param engine Answers the asks; an offline one rebuilds the positions from the journal.
 * @returns `responses * judges * repeats` positions, in the order of the responses, then of judges and repeats.
 * @throws {RangeError} For a response to a query that no scenario has.
 */
export async function placeResponses(engine: Engine, options: PlaceOptions): Promise<Position[]> {
  const { responses, judges, repeats = 1 } = options;
  const asks = judgings(options);
  const placed = new Map<Response, Map<string, Position>>();
  const put = (response: Response, position: Position) => {
    const of = placed.get(response) ?? new Map<string, Position>();
    placed.set(response, of.set(`${position.judge}/${position.repeat}`, position));
  };
  const read = (json: unknown, ask: PlaceAsk, last: boolean) =>
    readPlacements(json, ask.shown.length, last);
  const label = "positions";
  for await (const [ask, reading] of askJson(engine, asks, read, { label, total: asks.length })) {
    ask.shown.forEach((response, place) =>
      put(response, positionOf(ask, response, place, reading))
    );
  }
  return responses.flatMap((response) =>
    judges.flatMap((judge) =>
      Array.from(
        { length: repeats },
        (_, repeat) =>
          placed.get(response)?.get(`${judge.key}/${repeat}`) ??
            unjudged(response, judge.key, repeat),
      )
    )
  );
}

function judgings(options: PlaceOptions): PlaceAsk[] {
  const { responses, judges, repeats = 1, mode = "together", seed } = options;
  const queries = new Map(
    options.scenarios.flatMap((scenario) =>
      scenario.queries.map((query) => [query.id, { query, scenario }] as const)
    ),
  );
  const rubrics = new Map(options.rubrics.map((rubric) => [rubric.scenario, rubric]));
  const order = new Random(seed, "order");
  const groups = Map.groupBy(
    responses.filter((response) => response.outcome === "answered"),
    (r) => mode === "together" ? `${r.query}#${r.sample}` : `${r.query}#${r.sample}#${r.model}`,
  );
  return [...groups].flatMap(([group, members]): PlaceAsk[] => {
    const found = queries.get(members[0]!.query);
    if (!found) {
      throw new RangeError(
        `Expected a response to a query of the scenarios but found one to "${members[0]!.query}"`,
      );
    }
    const { query, scenario } = found;
    const rubric = rubrics.get(scenario.id);
    if (!rubric) return [];
    return judges.flatMap((judge) =>
      Array.from({ length: repeats }, (_, repeat): PlaceAsk => {
        const shown = order.fork(group).fork(judge.key).fork(repeat).shuffle(members);
        const { value1, value2 } = scenario.pair;
        return {
          stage: "position",
          prompt: positionPrompt.id,
          model: judge,
          messages: positionPrompt.render({
            query: query.text,
            value1: { name: value1.name, spectrum: rubric.value1 },
            value2: { name: value2.name, spectrum: rubric.value2 },
            responses: shown.map((response) => response.text ?? ""),
          }),
          parameters: { json: true },
          sample: repeat,
          shown,
          repeat,
        };
      })
    );
  });
}

function positionOf(
  ask: PlaceAsk,
  response: Response,
  place: number,
  reading: Reading<(Placement | null)[]>,
): Position {
  const placement = reading.value?.[place] ?? null;
  const outcome = placement
    ? "answered"
    : reading.outcome === "answered"
    ? "unparseable"
    : reading.outcome;
  return {
    ...base(response, ask.model.key, ask.repeat, outcome),
    value1: placement?.value1 ?? null,
    value2: placement?.value2 ?? null,
    confidence: placement?.confidence ?? null,
    reasoning: placement?.reasoning ?? null,
    place,
  };
}

function unjudged(response: Response, judge: string, repeat: number): Position {
  const outcome = response.outcome === "answered" ? "not_run" : response.outcome;
  return base(response, judge, repeat, outcome);
}

function base(response: Response, judge: string, repeat: number, outcome: Outcome): Position {
  const { query, model, sample } = response;
  const none = { value1: null, value2: null, confidence: null, reasoning: null, place: null };
  return { query, model, sample, judge, repeat, outcome, ...none };
}
