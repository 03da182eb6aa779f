import { accuracyFigure, valueRankingFigure } from "../../lib/figures/bradley_terry.ts";
import { categoryPositionsFigure } from "../../lib/figures/category_positions.ts";
import { coOccurrenceFigure } from "../../lib/figures/co_occurrence.ts";
import { complianceFigure } from "../../lib/figures/compliance.ts";
import { disagreementDistributionFigure } from "../../lib/figures/disagreement_distribution.ts";
import { diversityCurveFigure } from "../../lib/figures/diversity_curve.ts";
import { judgeAgreementFigure } from "../../lib/figures/judge_agreement.ts";
import { meanPositionsFigure } from "../../lib/figures/mean_positions.ts";
import { noiseFloorFigure } from "../../lib/figures/noise_floor.ts";
import { noncomplianceBinsFigure } from "../../lib/figures/noncompliance_bins.ts";
import { nudgesFigure } from "../../lib/figures/nudges.ts";
import { outliersFigure } from "../../lib/figures/outliers.ts";
import { pairMapFigure } from "../../lib/figures/pair_map.ts";
import { pairwiseDisagreementFigure } from "../../lib/figures/pairwise_disagreement.ts";
import { providerDistinctnessFigure } from "../../lib/figures/provider_distinctness.ts";
import { ratesFigure } from "../../lib/figures/rates.ts";
import { refusalsFigure } from "../../lib/figures/refusals.ts";
import { repairChangesFigure } from "../../lib/figures/repair_changes.ts";
import type { Figure } from "../../lib/figures/render.ts";
import { responseTypesFigure } from "../../lib/figures/response_types.ts";
import { selectionFigure } from "../../lib/figures/selection.ts";
import { thresholdCountsFigure } from "../../lib/figures/threshold_counts.ts";
import { expressedValuesFigure, positionProfilesFigure } from "../../lib/figures/value_profiles.ts";
import { PUBLISHED_MODELS } from "../../lib/published/models.ts";
import { PUBLISHED_NUMBERS, publishedValueCounts } from "../../lib/published/published_numbers.ts";
import { Random } from "../../lib/study/random.ts";

const random = new Random("sample figures");
const models = PUBLISHED_MODELS;
const categories = PUBLISHED_NUMBERS.figure10_value_counts.columns;
const round = (x: number) => Math.round(x * 1000) / 1000;
const between = (low: number, high: number) => round(low + random.next() * (high - low));
const rate = (low: number, high: number, half: number) => {
  const estimate = between(low, high);
  return {
    rate: estimate,
    low: Math.max(0, round(estimate - half)),
    high: Math.min(1, round(estimate + half)),
  };
};

/**
 * Every figure on a small fixed table; the numbers are made up. They are drawn in this order: a new figure goes to the
 * end, or those after it change.
 */
export const SAMPLE_FIGURES: readonly Figure[] = [
  disagreementDistributionFigure(
    Array.from(
      { length: 400 },
      () => ({ disagreement: Math.min(3, Math.abs(1.2 + random.normal() * 0.6)) }),
    ),
    { published: true },
  ),
  thresholdCountsFigure(
    ["all", "anthropic", "openai"].map((set) => ({
      set,
      count: 120,
      assessed: 400,
      ...rate(0.1, 0.5, 0.04),
    })),
    { published: true },
  ),
  meanPositionsFigure(
    ["value1", "value2"].flatMap((value) =>
      models.map(({ key, provider }) => {
        const mean = between(2, 4.5);
        return { model: key, provider, value, mean, low: mean - 0.2, high: mean + 0.2 };
      })
    ),
  ),
  outliersFigure(
    models.map(({ key, provider }) => ({
      model: key,
      provider,
      assessed: 400,
      outliers: 10,
      ...rate(0, 0.2, 0.02),
    })),
    { published: true },
  ),
  pairwiseDisagreementFigure(models.flatMap((a, i) =>
    models.slice(i + 1).map((b) => ({
      model_a: a.key,
      model_b: b.key,
      distance: a.provider === b.provider ? between(0.5, 1.2) : between(1.2, 2.8),
      n: 400,
    }))
  )),
  providerDistinctnessFigure(
    [["anthropic", 5], ["openai", 5], ["google", 1], ["xai", 1]].map(([provider, count]) => ({
      provider: String(provider),
      models: Number(count),
      within: count === 1 ? null : between(0.6, 1.2),
      between: between(1.5, 2.5),
    })),
    { p: 0.012 },
  ),
  pairMapFigure(
    categories.flatMap((a, i) =>
      categories.slice(i).map((b) => ({
        category_a: a,
        category_b: b,
        mean: between(0.8, 2.2),
        n: 20,
      }))
    ),
  ),
  accuracyFigure(
    models.map(({ key, provider }) => ({
      model: key,
      provider,
      accuracy: between(0.6, 0.9),
      accuracy_sd: 0.02,
      splits: 50,
    })),
    { published: true },
  ),
  valueRankingFigure(
    models.slice(0, 3).flatMap(({ key, provider }) =>
      categories.map((item) => ({ item, strength: between(-1.5, 1.5) }))
        .sort((a, b) => b.strength - a.strength)
        .map(({ item, strength }, i) => ({
          model: key,
          provider,
          item,
          strength,
          strength_low: strength - 0.3,
          strength_high: strength + 0.3,
          rank: i + 1,
          rank_low: Math.max(1, i - 1),
          rank_high: i + 2,
        }))
    ),
    { ends: 3 },
  ),
  positionProfilesFigure(
    ["anthropic", "openai", "google", "xai"].flatMap((group) =>
      categories.map((category) => ({ group, category, mean: between(1.5, 4.8), n: 80 }))
    ),
    { simulated: true },
  ),
  expressedValuesFigure(
    publishedValueCounts().map(({ model, category, count }) => ({
      group: model,
      category,
      count: Math.round(count / 100 * between(0.7, 1.3)),
    })),
    { published: true },
  ),
  complianceFigure(
    PUBLISHED_NUMBERS.table2_compliance_percent.columns.flatMap((pool) =>
      (["all_five_pass", "at_least_one_fails", "all_five_fail"] as const).map((outcome) => ({
        pool,
        outcome,
        n: 200,
        ...rate(0.05, 0.8, 0.06),
      }))
    ),
    { published: true },
  ),
  noncomplianceBinsFigure(
    (["majority", "any"] as const).flatMap((vote) =>
      ["0.0_to_1.0", "1.0_to_1.5", "1.5_to_2.0", "2.0_to_2.5", "2.5_to_3.0"].map((bin, i) => ({
        bin: `std_${bin}`,
        vote,
        n: 100,
        ...rate(0.02 * i, 0.05 + 0.05 * i, 0.03),
      }))
    ),
    { published: true },
  ),
  judgeAgreementFigure(
    [["claude_sonnet_4", "o3"], ["claude_sonnet_4", "gemini_2_5_pro"], ["o3", "gemini_2_5_pro"]]
      .map(([a, b]) => {
        const agreement = between(0.65, 0.8);
        const kappa = between(0.35, 0.6);
        return {
          rater_a: a!,
          rater_b: b!,
          n: 500,
          agreement,
          agreement_low: agreement - 0.04,
          agreement_high: agreement + 0.04,
          kappa,
          kappa_low: kappa - 0.08,
          kappa_high: kappa + 0.08,
        };
      }),
    { published: true, fleissKappa: 0.45 },
  ),
  responseTypesFigure(
    models.flatMap(({ key }) =>
      PUBLISHED_NUMBERS.response_categories_figure4.map((type, i) => ({
        model: key,
        type,
        count: Math.round(between(5, 40) * (7 - i)),
      }))
    ),
  ),
  refusalsFigure(
    PUBLISHED_NUMBERS.topics.map((group) => ({
      group,
      requested: 120,
      assessed: 115,
      ...rate(0.02, 0.6, 0.05),
    })),
  ),
  diversityCurveFigure(
    Array.from(
      { length: 60 },
      (_, i) => ({ kept: (i + 1) * 10, distance: round(1.3 / (1 + i * 0.06)) }),
    ),
  ),
  coOccurrenceFigure(
    categories.flatMap((category_a) =>
      categories.map((category_b) => ({
        model_a: "claude_sonnet_4",
        model_b: "claude_opus_4",
        category_a,
        category_b,
        given: 60,
        probability: category_a === category_b ? between(0.2, 0.5) : between(0, 0.2),
      }))
    ),
    { published: true },
  ),
  noiseFloorFigure([
    { kind: "seen", mean: 1.42, low: 1.38, high: 1.46, above: 0.41, n: 400 },
    { kind: "noise alone", mean: 0.62, low: 0.58, high: 0.66, above: 0.01, n: 400 },
    { kind: "after noise is taken off", mean: 1.21, low: 1.16, high: 1.26, above: 0.3, n: 400 },
  ]),
  categoryPositionsFigure(
    ["anthropic", "openai", "google", "xai"].flatMap((group) =>
      categories.map((category) => {
        const mean = between(1.5, 4.8);
        return { group, category, mean, low: mean - 0.4, high: mean + 0.4, n: 80 };
      })
    ),
  ),
  ratesFigure(
    models.map(({ key, provider }, i) => {
      const own = rate(0, 0.1, 0.02);
      const assessed = 400 - i;
      const count = Math.round(own.rate * assessed);
      return { group: key, provider, count, assessed, requested: 400, ...own };
    }),
    {
      name: "rates",
      title: "Answers that never came",
      what: "answers withheld by the provider's filter",
      caption: "A filtered answer has no position, and is counted here.",
    },
    { simulated: true },
  ),
  nudgesFigure(
    ["neutral", "value1", "value2"].map((nudge, i) => {
      const disagreement = between(0.9, 1.2);
      return {
        nudge,
        scored: 90 + i,
        disagreement,
        low: round(disagreement - 0.09),
        high: round(disagreement + 0.09),
        clusters: 95,
        mean_value1: i === 1 ? 3.6 : between(2.6, 3),
        mean_value2: i === 2 ? 3.7 : between(2.6, 3),
      };
    }),
    { simulated: true },
  ),
  repairChangesFigure(
    ["touched", "heldOut"].flatMap((set, i) =>
      ["disagreement", "compliance", "agreement"].map((measure, m) => {
        const change = m === 0 ? between(-1.6, -1.4) : between(0.2, 0.5);
        const half = (i + 1) * (m === 0 ? 0.1 : 0.03);
        return {
          set,
          queries: 72 - 40 * i,
          measure,
          change,
          low: round(change - half),
          high: round(change + half),
          clusters: 25 - 14 * i,
        };
      })
    ),
    { simulated: true },
  ),
  refusalsFigure(
    models.map(({ key, provider }) => ({
      group: key,
      provider,
      requested: 480,
      assessed: 475,
      ...rate(0.02, 0.3, 0.03),
    })),
  ),
  selectionFigure(
    [
      ["nudge_direction", "neutral", 137_000],
      ["nudge_direction", "value1", 136_500],
      ["nudge_direction", "value2", 136_700],
      ["query_generator", "claude", 273_600],
      ["query_generator", "o3", 136_600],
    ].map(([by, group, queries]) => {
      const own = rate(0.06, 0.15, 0.002);
      const selected = Math.round(own.rate * Number(queries));
      return { by: String(by), group: String(group), queries: Number(queries), selected, ...own };
    }),
  ),
];
