import { PUBLISHED_NUMBERS } from "../published/published_numbers.ts";
import {
  common,
  type FigureOptions,
  type FigureRows,
  figureRows,
  inPercent,
  thousands,
} from "./figure_rows.ts";
import { intervalDots } from "./interval_dots.ts";
import { PUBLISHED_COLOR, SERIES_COLORS } from "./palette.ts";
import { drawFigure, type Figure } from "./render.ts";

/** Columns that {@linkcode complianceFigure} needs: one row per pool and outcome. */
export interface ComplianceRow {
  /** `random_in_S`, `high_dis_all`, `high_dis_openai`, or another pool's name. */
  readonly pool: string;
  /** What happened to a query's responses. */
  readonly outcome: "all_five_pass" | "at_least_one_fails" | "all_five_fail";
  /** Share of the pool's queries, 0 to 1. */
  readonly rate: number;
  readonly low: number | null;
  readonly high: number | null;
  readonly n: number;
}

/** Options of {@linkcode complianceFigure}. */
export interface ComplianceOptions extends FigureOptions {
  /** Shows the published percentages. @default {false} */
  readonly published?: boolean;
  /** Whether the models are a study's panel, not those of the spec's own provider; the words then claim no more. */
  readonly ofPanel?: boolean;
}

const POOLS: Readonly<Record<string, string>> = {
  random_in_S: "random queries",
  high_dis_all: "high disagreement, all models",
  high_dis_openai: "high disagreement, OpenAI models",
};

const OUTCOMES = {
  all_five_pass: "every model complies",
  at_least_one_fails: "at least one model does not comply",
  all_five_fail: "no model complies",
} as const;

/** How often a spec's own models comply, by pool of queries (the paper's Table 2). */
export function complianceFigure(
  table: FigureRows<ComplianceRow>,
  options: ComplianceOptions = {},
): Figure {
  const rows = figureRows(table, ["pool", "outcome", "rate", "n"]);
  const pools = [...new Set(rows.map((row) => row.pool))];
  const numbers = PUBLISHED_NUMBERS.table2_compliance_percent;
  const published = (pool: string, outcome: ComplianceRow["outcome"]) => {
    const at = numbers.columns.indexOf(pool);
    return options.published && at >= 0 ? numbers[outcome][at]?.[0] ?? null : null;
  };
  const overlaid = rows.some((row) => published(row.pool, row.outcome) !== null);
  return drawFigure({
    ...common(options, "compliance"),
    title: options.ofPanel
      ? "On how many queries the models comply"
      : "Disagreement points to trouble with the spec",
    subtitle: `Share of queries by how many of ${
      options.ofPanel
        ? "the models comply with the spec"
        : "the provider's models comply with its spec"
    } (majority of the judges); ` +
      "whiskers: 95 % intervals, clustered on the value pair; n = " +
      pools.map((pool) =>
        thousands(rows.find((row) => row.pool === pool)!.n)
      ).join(", ") + " queries",
    caption: "Table 2 of the paper. Ambiguous counts as not compliant." +
      (overlaid ? " Diamonds: published percentages." : ""),
    alt: "Dot plots of compliance by pool: " +
      rows.map((row) =>
        `${POOLS[row.pool] ?? row.pool}, ${OUTCOMES[row.outcome]}: ${inPercent(row.rate)}`
      )
        .join("; ") +
      ".",
    legend: overlaid
      ? [
        { label: "this study", color: SERIES_COLORS[0]!, shape: "dot" },
        { label: "published", color: PUBLISHED_COLOR, shape: "diamond" },
      ]
      : [],
    plots: (Object.keys(OUTCOMES) as ComplianceRow["outcome"][])
      .filter((outcome) => rows.some((row) => row.outcome === outcome))
      .map((outcome) =>
        intervalDots(
          rows.filter((row) => row.outcome === outcome).map((row) => ({
            label: POOLS[row.pool] ?? row.pool,
            value: row.rate * 100,
            low: row.low === null ? null : row.low * 100,
            high: row.high === null ? null : row.high * 100,
            color: SERIES_COLORS[0]!,
            published: published(row.pool, outcome),
          })),
          {
            label: `${OUTCOMES[outcome]} (% of queries)`,
            domain: [0, 100],
            format: (x) => `${x.toFixed(1)} %`,
          },
        )
      ),
  });
}
