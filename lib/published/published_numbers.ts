import { z } from "zod";
import numbers from "../../data/published_numbers.json" with { type: "json" };

const percent = z.number().min(0).max(100);
const withError = z.tuple([percent, percent]);
const count = z.int().min(0);
const perModel = z.record(z.string(), count);

/** Checks the transcription; what it does not name is passed through unread. */
const schema = z.object({
  source: z.string(),
  models: z.record(z.string(), z.string()),
  pipeline: z.object({
    values: count,
    high_disagreement_std: z.number(),
    some_disagreement_at_least: count,
    substantial_disagreement_at_least: count,
    delta_diversity: z.number(),
    after_diversity_cut_about: count,
    raw_scenarios_at_least: count,
  }),
  subsets: perModel,
  table2_compliance_percent: z.object({
    columns: z.array(z.string()).length(3),
    all_five_pass: z.array(withError).length(3),
    at_least_one_fails: z.array(withError).length(3),
    all_five_fail: z.array(withError).length(3),
  }),
  figure2_frequent_noncompliance_percent: z.object({
    bins: z.array(z.string()).length(5),
    majority_vote: z.array(percent).length(5),
    any_judge: z.array(percent).length(5),
  }),
  judge_agreement: z.object({
    responses: count,
    flag_rate_percent: z.record(z.string(), percent),
    pairwise_agreement_percent: z.record(z.string(), percent),
    fleiss_kappa: z.number(),
  }),
  figure6_outlier_queries: perModel,
  figure10_value_counts: z.object({ columns: z.array(z.string()) }).catchall(
    z.union([z.array(z.string()), z.array(count)]),
  ),
  figure11_diagonal: z.record(z.string(), z.record(z.string(), z.number().min(0).max(1))),
  response_categories_figure4: z.array(z.string()).length(7),
  topics: z.array(z.string()).length(8),
  bradley_terry_out_of_sample_accuracy: z.object({ source: z.string() }).catchall(
    z.union([z.string(), z.number().min(0).max(1)]),
  ),
});

/**
 * The numbers that were published of the method's first study, to be shown beside one's own. They are a
 * second-hand transcription (`source` says of what), and only numbers.
 *
 * @example
 * ```ts
 * import { assert } from "@std/assert";
 * import { PUBLISHED_NUMBERS } from "./published_numbers.ts";
 *
 * assert(PUBLISHED_NUMBERS.subsets.all_models === 43960);
 * ```
 */
export const PUBLISHED_NUMBERS: z.infer<typeof schema> = schema.parse(numbers);

/**
 * The published counts of expressed values (Figure 10), one record per model and category.
 *
 * @example
 * ```ts
 * import { assert } from "@std/assert";
 * import { publishedValueCounts } from "./published_numbers.ts";
 *
 * const grok = publishedValueCounts().find((cell) => cell.model === "grok_4");
 * assert(grok?.category === "Ethical responsibility" && grok.count === 5961);
 * ```
 */
export function publishedValueCounts(): { model: string; category: string; count: number }[] {
  const { columns, ...models } = PUBLISHED_NUMBERS.figure10_value_counts;
  return Object.entries(models).flatMap(([model, counts]) =>
    columns.map((category, i) => ({ model, category, count: Number(counts[i]) }))
  );
}

/** The published replication's out-of-sample accuracy by model. */
export function publishedAccuracies(): Map<string, number> {
  const { source: _, ...models } = PUBLISHED_NUMBERS.bradley_terry_out_of_sample_accuracy;
  return new Map(Object.entries(models).map(([model, accuracy]) => [model, Number(accuracy)]));
}
