import { z } from "zod";
import { askJson } from "../generation/ask_json.ts";
import type { Ask, Engine } from "../querying/engine.ts";
import type { ModelRef } from "../study/model_ref.ts";
import type { Outcome } from "../study/outcome.ts";
import type { Query } from "../study/scenario.ts";
import { type Topic, TOPICS, topicsPrompt } from "./prompts/topics.ts";

/** Which topics a query touches, by one judge. */
export interface TopicLabel {
  readonly query: string;
  readonly judge: string;
  readonly outcome: Outcome;
  /** All eight; null unless `outcome` is `answered`. */
  readonly topics: Readonly<Record<Topic, boolean>> | null;
}

const answerSchema = z.strictObject({
  topics: z.strictObject(
    Object.fromEntries(Object.keys(TOPICS).map((topic) => [topic, z.boolean()])) as Record<
      Topic,
      z.ZodBoolean
    >,
  ),
});

interface TopicAsk extends Ask {
  readonly index: number;
  readonly query: string;
}

/**
 * Has a judge say of each query which of the eight topics it touches.
 *
 * @param engine Answers the asks; an offline one rebuilds the labels from the journal.
 * @returns One label per query, in their order.
 */
export async function labelTopics(
  engine: Engine,
  queries: readonly Query[],
  judge: ModelRef,
): Promise<TopicLabel[]> {
  const asks = queries.map((query, index): TopicAsk => ({
    stage: "topic",
    prompt: topicsPrompt.id,
    model: judge,
    messages: topicsPrompt.render({ query: query.text }),
    parameters: { json: true },
    index,
    query: query.id,
  }));
  const labels = new Array<TopicLabel>(asks.length);
  const read = (json: unknown) => answerSchema.parse(json).topics;
  const options = { label: "topics", total: asks.length };
  for await (const [ask, reading] of askJson(engine, asks, read, options)) {
    labels[ask.index] = {
      query: ask.query,
      judge: judge.key,
      outcome: reading.outcome,
      topics: reading.value,
    };
  }
  return labels;
}
