import {
  common,
  type FigureOptions,
  type FigureRows,
  figureRows,
  inPercent,
  thousands,
} from "./figure_rows.ts";
import { intervalDots } from "./interval_dots.ts";
import { SERIES_COLORS } from "./palette.ts";
import { drawFigure, type Figure } from "./render.ts";

/** Columns that {@linkcode selectionFigure} needs: one row per nudge and one per generator. */
export interface SelectionRow {
  /** The column that groups: `nudge_direction` or `query_generator`. */
  readonly by: string;
  /** Its entry. */
  readonly group: string;
  /** All queries of the group. */
  readonly queries: number;
  /** Those of them that were selected. */
  readonly selected: number;
  /** Their share, 0 to 1. */
  readonly rate: number;
  readonly low: number | null;
  readonly high: number | null;
}

/** What each column groups by, in words, in the order of the figure. */
const GROUPINGS: Readonly<Record<string, string>> = {
  nudge_direction: "by nudge",
  query_generator: "by generator",
};

/** Which share of all scenarios' queries was selected, by where the query leans and by who wrote it. */
export function selectionFigure(
  table: FigureRows<SelectionRow>,
  options: FigureOptions = {},
): Figure {
  const rows = figureRows(table, ["by", "group", "queries", "selected", "rate"]);
  const parts = Object.keys(GROUPINGS).flatMap((by, i) => {
    const own = rows.filter((row) => row.by === by);
    return own.length === 0 ? [] : [{ by, own, color: SERIES_COLORS[i % SERIES_COLORS.length]! }];
  });
  const known = parts[0]?.own;
  if (known === undefined) {
    throw new RangeError("Expected rows by nudge or generator but found none");
  }
  const sum = (of: "queries" | "selected") => known.reduce((total, row) => total + row[of], 0);
  const most = Math.max(...rows.map((row) => row.high ?? row.rate)) * 100;
  return drawFigure({
    ...common(options, "selection"),
    title: "Which scenarios were selected",
    subtitle: `Share of all queries that were selected (${thousands(sum("selected"))} of ${
      thousands(sum("queries"))
    }); whiskers: 95 % intervals, clustered on the value pair`,
    caption:
      "Selected: of high disagreement (population SD of 1.5 or more) among all models, and not too near to another " +
      "selected query.",
    alt: `Dot plots of the share of queries selected: ${
      parts.map(({ by, own }) =>
        `${GROUPINGS[by]} ${own.map((row) => `${row.group} ${inPercent(row.rate)}`).join(", ")}`
      ).join("; ")
    }.`,
    plots: parts.map(({ by, own, color }) =>
      intervalDots(
        own.map((row) => ({
          label: `${row.group || "unknown"} (${thousands(row.selected)} of ${
            thousands(row.queries)
          })`,
          value: row.rate * 100,
          low: row.low === null ? null : row.low * 100,
          high: row.high === null ? null : row.high * 100,
          color,
        })),
        {
          label: `selected, ${GROUPINGS[by]} (% of queries)`,
          domain: [0, Math.min(100, most * 1.05) || 1],
          format: (x) => `${x.toFixed(1)} %`,
        },
      )
    ),
  });
}
