import type { ColumnTable } from "arquero";
import {
  comparisonSet,
  type ContestRow,
  contestsOf,
} from "../analysis/bradley_terry/comparisons.ts";
import { fitBradleyTerry } from "../analysis/bradley_terry/fit.ts";
import { outOfSample } from "../analysis/bradley_terry/out_of_sample.ts";
import { fleissKappa, raterPairs, ratingsOf } from "../analysis/agreement/mod.ts";
import { type ProfileRow, valueProfileTable } from "../analysis/value_profiles.ts";
import { judgeAgreementFigure } from "../figures/judge_agreement.ts";
import { noncomplianceBinsFigure } from "../figures/noncompliance_bins.ts";
import { positionProfilesFigure } from "../figures/value_profiles.ts";
import type { JudgeEvaluations } from "../published/judge_evaluations.ts";
import { noncomplianceByBin } from "../published/noncompliance.ts";
import { DECISIONS } from "../study/verdict.ts";
import { clusteredRate } from "../analysis/clustered_rate.ts";
import { outlierTable } from "../analysis/outliers.ts";
import {
  distanceMatrix,
  pairMap,
  pairwiseDisagreement,
  providerDistinctness,
} from "../analysis/panel/mod.ts";
import type { PositionRow } from "../analysis/rows.ts";
import { toTable } from "../analysis/table.ts";
import { accuracyFigure, valueRankingFigure } from "../figures/bradley_terry.ts";
import { disagreementDistributionFigure } from "../figures/disagreement_distribution.ts";
import { meanPositionsFigure } from "../figures/mean_positions.ts";
import { outliersFigure } from "../figures/outliers.ts";
import { pairMapFigure } from "../figures/pair_map.ts";
import { pairwiseDisagreementFigure } from "../figures/pairwise_disagreement.ts";
import { providerDistinctnessFigure } from "../figures/provider_distinctness.ts";
import type { Figure } from "../figures/render.ts";
import { thresholdCountsFigure } from "../figures/threshold_counts.ts";
import { disagreementOf, disagreementTable } from "../published/disagreement_table.ts";
import { meanPositionTable } from "../published/mean_position_table.ts";
import { byProvider } from "../published/models.ts";
import { pairAt, positionAt, type PositionTable } from "../published/position_table.ts";
import { HIGH_DISAGREEMENT } from "../scoring/disagreement.ts";

/** What the steps work on. */
export interface ReproduceInput {
  readonly table: PositionTable;
  /** One row per query and model. */
  readonly rows: readonly PositionRow[];
  /** Judges' decisions; null where the folder has none. */
  readonly judged: JudgeEvaluations | null;
  /** The category of a value by its name in lower case; null without a taxonomy. */
  readonly categories: ReadonlyMap<string, string> | null;
}

/** What a step made. */
export interface Made {
  readonly tables: readonly (readonly [name: string, table: ColumnTable])[];
  readonly figures: readonly Figure[];
}

/** One part of the reproduction. */
export interface Step {
  /** Its section in the report. */
  readonly title: string;
  /** The figures it would draw. */
  readonly figures: readonly string[];
  /** Why the input is not enough for it, or null. */
  lacks(input: ReproduceInput): string | null;
  make(input: ReproduceInput): Made;
}

const NO_TAXONOMY = "needs the categories of the values: name a taxonomy with --taxonomy";
const NO_DECISIONS = "needs judges' decisions: a folder judge_evaluations beside the score tables";
const enough = () => null;
const twoModels = ({ table }: ReproduceInput) =>
  table.models.length < 2 ? "needs positions of at least two models" : null;

/** All parts that are made of positions, in the order of the report. */
export const STEPS: readonly Step[] = [
  {
    title: "Disagreement",
    figures: ["disagreement_distribution", "threshold_counts"],
    lacks: twoModels,
    make({ table }) {
      const disagreements = disagreementTable(table);
      const thresholds = toTable(thresholdRows(table));
      return {
        tables: [["disagreement", disagreements], ["threshold_counts", thresholds]],
        figures: [
          disagreementDistributionFigure(disagreements.select("disagreement")),
          thresholdCountsFigure(thresholds),
        ],
      };
    },
  },
  {
    title: "Positions",
    figures: ["mean_positions"],
    lacks: enough,
    make({ table }) {
      const positions = meanPositionTable(table);
      return { tables: [["positions", positions]], figures: [meanPositionsFigure(positions)] };
    },
  },
  {
    title: "Outliers",
    figures: ["outliers"],
    lacks: ({ table }) =>
      table.models.length < 3 ? "needs positions of at least three models" : null,
    make({ table, rows }) {
      const counts = withProvider(outlierTable(rows), table);
      return {
        tables: [["outliers", counts]],
        figures: [outliersFigure(counts, { published: true })],
      };
    },
  },
  {
    title: "Models side by side",
    figures: ["pairwise_disagreement"],
    lacks: (input) =>
      twoModels(input) ??
        (pairwiseDisagreement(input.rows).some((p) => p.n > 0)
          ? null
          : "no query has positions of two models"),
    make({ rows }) {
      const pairs = toTable(pairwiseDisagreement(rows));
      return {
        tables: [["pairwise_disagreement", pairs]],
        figures: [pairwiseDisagreementFigure(pairs)],
      };
    },
  },
  {
    title: "Providers",
    figures: ["provider_distinctness"],
    lacks: ({ table }) =>
      byProvider(table.models).size < 2 ? "needs models of at least two providers" : null,
    make({ table, rows }) {
      const providers = new Map(table.models.map(({ key, provider }) => [key, provider]));
      const found = providerDistinctness(
        distanceMatrix(pairwiseDisagreement(rows)),
        (model) => providers.get(model) ?? "",
      );
      const distinctness = toTable(found.providers);
      return {
        tables: [["provider_distinctness", distinctness]],
        figures: [providerDistinctnessFigure(distinctness, { p: found.p })],
      };
    },
  },
  {
    title: "Value profiles",
    figures: ["position_profiles", "position_profiles_of_providers"],
    lacks: ({ categories }) => categories === null ? NO_TAXONOMY : null,
    make(input) {
      const rows = profileRows(input);
      const providers = new Map(input.table.models.map(({ key, provider }) => [key, provider]));
      const ofModels = valueProfileTable(rows);
      const ofProviders = valueProfileTable(rows, {
        groupOf: (model) => providers.get(model) ?? "",
      });
      return {
        tables: [["position_profiles", ofModels], ["position_profiles_of_providers", ofProviders]],
        figures: [
          positionProfilesFigure(ofModels),
          positionProfilesFigure(ofProviders, { name: "position_profiles_of_providers" }),
        ],
      };
    },
  },
  {
    title: "Fault lines between categories",
    figures: ["pair_map"],
    lacks: (input) =>
      input.categories === null
        ? NO_TAXONOMY
        : mapRows(input).some((row) => row.n >= 5)
        ? null
        : "no pair of categories has 5 queries",
    make(input) {
      const map = toTable(mapRows(input));
      return { tables: [["pair_map", map]], figures: [pairMapFigure(map)] };
    },
  },
  {
    title: "Value rankings",
    figures: ["bradley_terry_accuracy", "value_rankings"],
    lacks: ({ table }) =>
      new Set(Array.from({ length: table.rows }, (_, row) => pairAt(table, row))).size < 20
        ? "needs at least 20 value pairs"
        : null,
    make: rankings,
  },
  {
    title: "Non-compliance by disagreement",
    figures: ["noncompliance_bins"],
    lacks: ({ judged }) =>
      judged === null
        ? NO_DECISIONS
        : noncomplianceByBin(judged.responses).some((row) => row.n > 0)
        ? null
        : "no query has decisions on the responses of five models",
    make({ judged }) {
      const bins = toTable(noncomplianceByBin(judged?.responses ?? []));
      return {
        tables: [["noncompliance_bins", bins]],
        figures: [noncomplianceBinsFigure(bins, { published: true })],
      };
    },
  },
  {
    title: "Agreement of the judges",
    figures: ["judge_agreement"],
    lacks: ({ judged }) =>
      judged === null
        ? NO_DECISIONS
        : judged.judges.length < 2
        ? "needs decisions of at least two judges"
        : null,
    make({ judged }) {
      const ratings = ratingsOf(
        (judged?.responses ?? []).flatMap((response) =>
          [...response.decisions].map(([rater, label]) => ({
            unit: JSON.stringify([response.bin, response.query, response.model]),
            pair: response.pair,
            rater,
            label,
          }))
        ),
        DECISIONS,
      );
      const pairs = toTable(raterPairs(ratings));
      return {
        tables: [["judge_agreement", pairs]],
        figures: [judgeAgreementFigure(pairs, { fleissKappa: fleissKappa(ratings).estimate })],
      };
    },
  },
];

/** Rows whose two values both have a category. */
function profileRows({ rows, table, categories }: ReproduceInput): ProfileRow[] {
  const category = (value: string | undefined) => categories?.get((value ?? "").toLowerCase());
  return rows.flatMap((row) => {
    const at = Number(row.query);
    const category1 = category(table.queries.value1[at]);
    const category2 = category(table.queries.value2[at]);
    return category1 === undefined || category2 === undefined
      ? []
      : [{ ...row, category1, category2 }];
  });
}

/** Adds the provider after the model. */
function withProvider(counts: ColumnTable, table: PositionTable): ColumnTable {
  const providers = new Map(table.models.map(({ key, provider }) => [key, provider]));
  const models = counts.array("model") as string[];
  return counts.assign({ provider: models.map((model) => providers.get(model) ?? "") } as never)
    .relocate("provider", { after: "model" } as never);
}

function thresholdRows(table: PositionTable) {
  const sets: [string, string[]][] = [
    ["all", table.models.map((model) => model.key)],
    ...byProvider(table.models),
  ];
  return sets.filter(([, models]) => models.length >= 2).map(([set, models]) => {
    const flags: boolean[] = [];
    const pairs: string[] = [];
    for (let row = 0; row < table.rows; row++) {
      const d = disagreementOf(table, models, row).disagreement;
      if (d === null) continue;
      flags.push(d >= HIGH_DISAGREEMENT);
      pairs.push(pairAt(table, row));
    }
    const { estimate, low, high, n } = clusteredRate(flags, pairs);
    return {
      set,
      models: models.length,
      threshold: HIGH_DISAGREEMENT,
      count: flags.filter(Boolean).length,
      assessed: n,
      missing: table.rows - n,
      rate: estimate,
      low,
      high,
    };
  });
}

function mapRows({ table, categories }: ReproduceInput) {
  const category = (value: string | undefined) => categories?.get((value ?? "").toLowerCase());
  return pairMap(
    Array.from({ length: table.rows }, (_, row) => row).flatMap((row) => {
      const category1 = category(table.queries.value1[row]);
      const category2 = category(table.queries.value2[row]);
      const d = disagreementOf(table, undefined, row).disagreement;
      return category1 === undefined || category2 === undefined || d === null
        ? []
        : [{ pair: pairAt(table, row), category1, category2, disagreement: d }];
    }),
  );
}

/** Rankings of the categories where they are known, of the values themselves otherwise. */
function rankings({ table, categories }: ReproduceInput): Made {
  const item = (value: string | undefined) =>
    categories?.get((value ?? "").toLowerCase()) ?? value ?? "";
  const accuracies: object[] = [];
  const strengths: { model: string; provider: string; item: string; strength: number }[] = [];
  const counts = new Map<string, number>();
  for (const { key: model, provider } of table.models) {
    const contests = (of: (value: string | undefined) => string): ContestRow[] =>
      Array.from({ length: table.rows }, (_, row) => ({
        pair: pairAt(table, row),
        item1: of(table.queries.value1[row]),
        item2: of(table.queries.value2[row]),
        nudge: table.queries.nudge_direction[row] ?? "neutral",
        value1: positionAt(table, model, "value1", row),
        value2: positionAt(table, model, "value2", row),
      }));
    const values = comparisonSet(contestsOf(contests((value) => value ?? "")));
    if (values.clusters >= 10) {
      accuracies.push({ model, provider, ...outOfSample(values, { splits: 5 }) });
    }
    const set = categories === null ? values : comparisonSet(contestsOf(contests(item)));
    if (set.clusters === 0) continue;
    const fit = fitBradleyTerry(set);
    counts.clear();
    for (const side of [set.first, set.second]) {
      for (const i of side) counts.set(set.items[i]!, (counts.get(set.items[i]!) ?? 0) + 1);
    }
    set.items.forEach((name, i) =>
      strengths.push({ model, provider, item: name, strength: fit.strengths[i]! })
    );
  }
  const accuracy = toTable(
    accuracies as { model: string; provider: string; accuracy: number; accuracy_sd: number }[],
  );
  const ranking = toTable(strengths);
  return {
    tables: [["bradley_terry_accuracy", accuracy], ["value_rankings", ranking]],
    figures: [
      ...(accuracies.length === 0 ? [] : [accuracyFigure(accuracy, { published: true })]),
      valueRankingFigure(ranking),
    ],
  };
}
