import type { Ask, Engine } from "../querying/engine.ts";
import type { ModelRef } from "../study/model_ref.ts";
import type { Query } from "../study/scenario.ts";
import { respondPrompt } from "./prompts/respond.ts";
import { ResponseRows } from "./response_rows.ts";

interface RespondAsk extends Ask {
  /** Where its response stands in the result. */
  readonly index: number;
}

/**
 * Asks every model of the panel every query. The texts stay in the journal, where {@linkcode readResponses} finds them.
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
): Promise<ResponseRows> {
  const { samples = 1, spec, label = "panel responses" } = options;
  if (!Number.isInteger(samples) || samples < 1) {
    throw new RangeError(`Expected samples to be an integer greater than 0 but found ${samples}`);
  }
  const total = queries.length * panel.length * samples;
  const responses = new ResponseRows(total);
  // Begun anew where the engine goes through it again, so that nothing of it need be held.
  const asks = { [Symbol.iterator]: () => asksOf(responses, queries, panel, samples, spec) };
  for await (const [ask, answer] of engine.run(asks, { label, total })) {
    const empty = answer.outcome === "answered" && !answer.text?.trim();
    responses.end(ask.index, {
      outcome: empty ? "failed" : answer.outcome,
      detail: empty ? "the answer was empty" : answer.detail,
      key: answer.key,
    });
  }
  return responses;
}

function* asksOf(
  responses: ResponseRows,
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
        responses.ask(index, query.id, model.key, sample);
        yield {
          stage: "respond",
          prompt: respondPrompt.id,
          model,
          messages,
          sample,
          index: index++,
        };
      }
    }
  }
}
