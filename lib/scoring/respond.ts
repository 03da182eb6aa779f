import type { Ask, Engine } from "../querying/engine.ts";
import type { ModelRef } from "../study/model_ref.ts";
import type { Response } from "../study/response.ts";
import type { Query } from "../study/scenario.ts";
import { respondPrompt } from "./prompts/respond.ts";

interface RespondAsk extends Ask {
  /** Where its response stands in the result. */
  readonly index: number;
  readonly query: string;
}

/**
 * Asks every model of the panel every query.
 *
 * @param engine Answers the asks; an offline one rebuilds the responses from the journal.
 * @param queries What is asked, as the user's only message.
 * @param panel The models under test; their own parameters are sent.
 * @param options `samples`: draws of each model and query (default 1); `spec`: the text of a spec, given to the
 * models as their system prompt; `label`: what the progress display says.
 * @returns `queries * panel * samples` responses, by query, then model, then sample. An answer that says no is
 * `answered`; whether it refuses is for judges to say. A text without any visible character is `failed`.
 */
export async function respond(
  engine: Engine,
  queries: readonly Query[],
  panel: readonly ModelRef[],
  options: { readonly samples?: number; readonly spec?: string; readonly label?: string } = {},
): Promise<Response[]> {
  const { samples = 1, spec, label = "panel responses" } = options;
  if (!Number.isInteger(samples) || samples < 1) {
    throw new RangeError(`Expected samples to be an integer greater than 0 but found ${samples}`);
  }
  const total = queries.length * panel.length * samples;
  const responses = new Array<Response>(total);
  const asks = asksOf(queries, panel, samples, spec);
  for await (const [ask, answer] of engine.run(asks, { label, total })) {
    const empty = answer.outcome === "answered" && !answer.text?.trim();
    responses[ask.index] = {
      query: ask.query,
      model: ask.model.key,
      sample: ask.sample ?? 0,
      outcome: empty ? "failed" : answer.outcome,
      text: empty ? null : answer.text,
      detail: empty ? "the answer was empty" : answer.detail,
      key: answer.key,
    };
  }
  return responses;
}

function* asksOf(
  queries: readonly Query[],
  panel: readonly ModelRef[],
  samples: number,
  spec: string | undefined,
): Generator<RespondAsk> {
  let index = 0;
  for (const query of queries) {
    const messages = respondPrompt.render({
      query: query.text,
      ...(spec === undefined ? {} : { spec }),
    });
    for (const model of panel) {
      for (let sample = 0; sample < samples; sample++) {
        yield {
          stage: "respond",
          prompt: respondPrompt.id,
          model,
          messages,
          sample,
          index: index++,
          query: query.id,
        };
      }
    }
  }
}
