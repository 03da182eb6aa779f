import { categoriesOf } from "../generation/taxonomy.ts";
import { type ExpressedValues, expressValues } from "../scoring/express_values.ts";
import { type LabelCells, labelFits, labelResponseTypes } from "../scoring/label_responses.ts";
import { labelTopics, type TopicLabel } from "../scoring/label_topics.ts";
import { type CategoryMatch, matchCategories } from "../scoring/match_categories.ts";
import type { Fit, ResponseType } from "../scoring/prompts/mod.ts";
import type { Rows } from "../scoring/rows.ts";
import type { Value } from "../study/value.ts";
import type { HighContext } from "./high_context.ts";

/** What judges say of queries of high disagreement and of the responses to them. */
export interface StudyLabels {
  readonly topics: readonly TopicLabel[];
  readonly responseTypes: LabelCells<ResponseType>;
  readonly fits: LabelCells<Fit>;
  readonly expressed: Rows<ExpressedValues>;
  /** The category of every name in `expressed`, with its distance; empty where nothing could be embedded. */
  readonly categories: ReadonlyMap<string, CategoryMatch>;
}

/**
 * Has the config's `labelJudge` label the queries of high disagreement.
 *
 * @param values The study's values, for their categories.
 * @param orNone Gives null for embeddings that may be missing, since the run was stopped or is rebuilt; or null, where
 * the queries have none. Without embeddings the names get no category.
 */
export async function labelStudy(
  { config, engine, scenarios, queries, responses }: HighContext,
  values: readonly Value[],
  orNone: (<T>(embedded: Promise<T>) => Promise<T | null>) | null,
): Promise<StudyLabels | null> {
  const { labelJudge, seed, embedder, categoryDistance } = config;
  if (!labelJudge) return null;
  const judging = { scenarios, responses, judges: [labelJudge], seed };
  const topics = await labelTopics(engine, queries, labelJudge);
  const responseTypes = await labelResponseTypes(engine, judging);
  const fits = await labelFits(engine, judging);
  const expressed = await expressValues(engine, judging);
  const names = new Set<string>();
  for (const one of expressed) for (const name of one.names ?? []) names.add(name);
  const categories = orNone && names.size > 0
    ? await orNone(matchCategories(engine, names, categoriesOf(values), {
      embedder: embedder.model,
      dimensions: embedder.dimensions,
      threshold: categoryDistance,
    }))
    : null;
  return { topics, responseTypes, fits, expressed, categories: categories ?? new Map() };
}
