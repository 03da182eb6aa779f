import { clusteredRate } from "../analysis/clustered_rate.ts";
import { outlierTable } from "../analysis/outliers.ts";
import {
  distanceMatrix,
  type ModelPair,
  pairwiseDisagreement,
  providerDistinctness,
} from "../analysis/panel/mod.ts";
import { toTable } from "../analysis/table.ts";
import { disagreementDistributionFigure } from "../figures/disagreement_distribution.ts";
import { meanPositionsFigure } from "../figures/mean_positions.ts";
import { outliersFigure } from "../figures/outliers.ts";
import { pairwiseDisagreementFigure } from "../figures/pairwise_disagreement.ts";
import { providerDistinctnessFigure } from "../figures/provider_distinctness.ts";
import { thresholdCountsFigure } from "../figures/threshold_counts.ts";
import { disagreementOf, disagreementTable } from "../published/disagreement_table.ts";
import { meanPositionTable } from "../published/mean_position_table.ts";
import { byProvider } from "../published/models.ts";
import { pairAt, type PositionTable } from "../published/position_table.ts";
import { withProviders } from "../published/with_providers.ts";
import { HIGH_DISAGREEMENT } from "../scoring/disagreement.ts";
import type { ReproduceInput, Step } from "./reproduce_step.ts";

const twoModels = ({ table }: ReproduceInput) =>
  table.models.length < 2 ? "needs positions of at least two models" : null;

const pairsByRows = new WeakMap<object, readonly ModelPair[]>();

/** Several parts need it: made once. */
function modelPairs({ rows }: ReproduceInput): readonly ModelPair[] {
  const pairs = pairsByRows.get(rows) ?? pairwiseDisagreement(rows);
  pairsByRows.set(rows, pairs);
  return pairs;
}

/** What positions alone can tell: of the queries, of the models, of the providers. */
export const POSITION_STEPS: readonly Step[] = [
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
    lacks: () => null,
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
        (modelPairs(input).some((p) => p.n > 0) ? null : "no query has positions of two models"),
    make(input) {
      const { simulated = false } = input;
      const pairs = toTable(modelPairs(input));
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
    make(input) {
      const { table, simulated = false } = input;
      const providers = new Map(table.models.map(({ key, provider }) => [key, provider]));
      const found = providerDistinctness(
        distanceMatrix(modelPairs(input)),
        (model) => providers.get(model) ?? "",
      );
      const distinctness = toTable(found.providers);
      return {
        tables: [["provider_distinctness", distinctness]],
        figures: [providerDistinctnessFigure(distinctness, { p: found.p, simulated })],
      };
    },
  },
];

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
