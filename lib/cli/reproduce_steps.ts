import type { ColumnTable } from "arquero";
import { fleissKappa, raterPairs, ratingsOf } from "../analysis/agreement/mod.ts";
import { type ProfileRow, valueProfileTable } from "../analysis/value_profiles.ts";
import { judgeAgreementFigure } from "../figures/judge_agreement.ts";
import { noncomplianceBinsFigure } from "../figures/noncompliance_bins.ts";
import { positionProfilesFigure } from "../figures/value_profiles.ts";
import { compliancePools } from "../published/compliance_pools.ts";
import { type JudgeEvaluations, judgeKey } from "../published/judge_evaluations.ts";
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
import { complianceFigure } from "../figures/compliance.ts";
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
import { pairAt, type PositionTable } from "../published/position_table.ts";
import { withProviders } from "../published/with_providers.ts";
import { HIGH_DISAGREEMENT } from "../scoring/disagreement.ts";
import { valueRankings } from "./reproduce_rankings.ts";

/** What the steps work on. */
export interface ReproduceInput {
  readonly table: PositionTable;
  /** One row per query and model. */
  readonly rows: readonly PositionRow[];
  /** Judges' decisions; null where the folder has none. */
  readonly judged: JudgeEvaluations | null;
  /** The category of a value by its name in lower case; null without a taxonomy. */
  readonly categories: ReadonlyMap<string, string> | null;
  /** Whether the scores are of simulated models; then every figure says so. @default {false} */
  readonly simulated?: boolean;
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
  make(input: ReproduceInput): Made | Promise<Made>;
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
    make({ table, simulated = false }) {
      const disagreements = disagreementTable(table);
      const thresholds = toTable(thresholdRows(table));
      return {
        tables: [["disagreement", disagreements], ["threshold_counts", thresholds]],
        figures: [
          disagreementDistributionFigure(disagreements.select("disagreement"), {
            published: !simulated,
            simulated,
          }),
          thresholdCountsFigure(thresholds, { published: !simulated, simulated }),
        ],
      };
    },
  },
  {
    title: "Positions",
    figures: ["mean_positions"],
    lacks: enough,
    make({ table, simulated = false }) {
      const positions = meanPositionTable(table);
      return {
        tables: [["positions", positions]],
        figures: [meanPositionsFigure(positions, { simulated })],
      };
    },
  },
  {
    title: "Outliers",
    figures: ["outliers"],
    lacks: ({ table }) =>
      table.models.length < 3 ? "needs positions of at least three models" : null,
    make({ table, rows, simulated = false }) {
      const counts = withProviders(outlierTable(rows), table);
      return {
        tables: [["outliers", counts]],
        figures: [outliersFigure(counts, { published: !simulated, simulated })],
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
    make({ rows, simulated = false }) {
      const pairs = toTable(pairwiseDisagreement(rows));
      return {
        tables: [["pairwise_disagreement", pairs]],
        figures: [pairwiseDisagreementFigure(pairs, { simulated })],
      };
    },
  },
  {
    title: "Providers",
    figures: ["provider_distinctness"],
    lacks: ({ table }) =>
      byProvider(table.models).size < 2 ? "needs models of at least two providers" : null,
    make({ table, rows, simulated = false }) {
      const providers = new Map(table.models.map(({ key, provider }) => [key, provider]));
      const found = providerDistinctness(
        distanceMatrix(pairwiseDisagreement(rows)),
        (model) => providers.get(model) ?? "",
      );
      const distinctness = toTable(found.providers);
      return {
        tables: [["provider_distinctness", distinctness]],
        figures: [providerDistinctnessFigure(distinctness, { p: found.p, simulated })],
      };
    },
  },
  {
    title: "Value profiles",
    figures: ["position_profiles", "position_profiles_of_providers"],
    lacks: ({ categories }) => categories === null ? NO_TAXONOMY : null,
    make(input) {
      const { simulated = false } = input;
      const rows = profileRows(input);
      const providers = new Map(input.table.models.map(({ key, provider }) => [key, provider]));
      const ofModels = valueProfileTable(rows);
      const ofProviders = valueProfileTable(rows, {
        groupOf: (model) => providers.get(model) ?? "",
      });
      return {
        tables: [["position_profiles", ofModels], ["position_profiles_of_providers", ofProviders]],
        figures: [
          positionProfilesFigure(ofModels, { simulated }),
          positionProfilesFigure(ofProviders, {
            name: "position_profiles_of_providers",
            simulated,
          }),
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
      return {
        tables: [["pair_map", map]],
        figures: [pairMapFigure(map, { simulated: input.simulated ?? false })],
      };
    },
  },
  {
    title: "Value rankings",
    figures: ["bradley_terry_accuracy", "value_rankings"],
    lacks: ({ table }) =>
      new Set(Array.from({ length: table.rows }, (_, row) => pairAt(table, row))).size < 20
        ? "needs at least 20 value pairs"
        : null,
    make: valueRankings,
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
    make({ judged, simulated = false }) {
      const bins = toTable(noncomplianceByBin(judged?.responses ?? []));
      return {
        tables: [["noncompliance_bins", bins]],
        figures: [noncomplianceBinsFigure(bins, { published: !simulated, simulated })],
      };
    },
  },
  {
    title: "Compliance",
    figures: ["compliance"],
    lacks: ({ judged }) =>
      judged === null
        ? NO_DECISIONS
        : compliancePools(judged.responses).some((row) => row.n > 0)
        ? null
        : "no query has decisions on the responses of five models",
    make({ judged, simulated = false }) {
      const pools = toTable(compliancePools(judged?.responses ?? []));
      return {
        tables: [["compliance", pools]],
        figures: [complianceFigure(pools.filter((row: { n: number }) => row.n > 0).reify(), {
          published: !simulated,
          simulated,
        })],
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
    make({ judged, simulated = false }) {
      const ratings = ratingsOf(
        (judged?.responses ?? []).flatMap((response) =>
          [...response.decisions].map(([rater, label]) => ({
            unit: JSON.stringify([response.bin, response.query, response.model]),
            pair: response.pair,
            rater: judgeKey(rater),
            label,
          }))
        ),
        DECISIONS,
      );
      const pairs = toTable(raterPairs(ratings));
      return {
        tables: [["judge_agreement", pairs]],
        figures: [
          judgeAgreementFigure(pairs, {
            fleissKappa: fleissKappa(ratings).estimate,
            published: !simulated,
            simulated,
          }),
        ],
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
