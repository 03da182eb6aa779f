import {
  common,
  type FigureOptions,
  type FigureRows,
  figureRows,
  isThere,
  thousands,
} from "./figure_rows.ts";
import { type DotRow, intervalDots } from "./interval_dots.ts";
import { SERIES_COLORS } from "./palette.ts";
import { drawFigure, type Figure } from "./render.ts";

/** Columns that {@linkcode repairChangesFigure} needs, one row per set of queries and measure. */
export interface RepairFigureRow {
  /** `touched`, `heldOut` or `untouched`. */
  readonly set: string;
  readonly queries: number;
  /** `disagreement`, `compliance` or `agreement`. */
  readonly measure: string;
  readonly change: number | null;
  readonly low: number | null;
  readonly high: number | null;
  readonly clusters: number;
}

const SETS: Readonly<Record<string, string>> = {
  touched: "seen by the mender",
  heldOut: "held out",
  untouched: "not concerned",
};

/** What an edit of a spec changed, on the queries that its writer saw and on those held out. */
export function repairChangesFigure(
  table: FigureRows<RepairFigureRow>,
  options: FigureOptions = {},
): Figure {
  const rows = figureRows(table, ["set", "queries", "measure", "change", "low", "high"]);
  const of = (measure: string) => rows.filter((row) => row.measure === measure);
  const sets = of("disagreement");
  const words = ({ set }: RepairFigureRow) => SETS[set] ?? set;
  const signed = (x: number, unit = "") =>
    `${x > 0 ? "+" : x < 0 ? "−" : ""}${Math.abs(x).toFixed(unit === "" ? 2 : 0)}${unit}`;
  const percent = (x: number | null) => isThere(x) ? 100 * x : null;
  const shares = ["compliance", "agreement"].flatMap((measure, i) =>
    of(measure).map((row): DotRow => ({
      label: `${measure === "agreement" ? "judges' agreement" : measure}, ${words(row)}`,
      value: percent(row.change),
      low: percent(row.low),
      high: percent(row.high),
      color: SERIES_COLORS[i + 1]!,
    }))
  );
  const [first] = sets;
  return drawFigure({
    ...common(options, "repair_changes"),
    title: "What the edit changed",
    subtitle:
      "After less before, paired by query and model; whiskers: 95 % intervals, clustered on the value pair; " +
      `n = ${
        sets.map((row) =>
          `${thousands(row.queries)} queries of ${thousands(row.clusters)} value pairs ${
            words(row)
          }`
        )
          .join(", ")
      }`,
    caption:
      "A mend that closes its gap lowers disagreement, on the queries held out as on those that its writer saw, " +
      "and leaves compliance no lower. Where there is no whisker, a single value pair gives no interval.",
    alt: `Dot plots of changes in disagreement, compliance and judges' agreement. Disagreement: ${
      sets.map((row) => `${words(row)} ${isThere(row.change) ? signed(row.change) : "none"}`).join(
        "; ",
      )
    }.`,
    legend: [
      { label: "disagreement", color: SERIES_COLORS[0]!, shape: "dot" },
      { label: "compliance", color: SERIES_COLORS[1]!, shape: "dot" },
      { label: "judges' agreement", color: SERIES_COLORS[2]!, shape: "dot" },
    ],
    plots: [
      intervalDots(
        sets.map((row) => ({
          label: `disagreement, ${words(row)}`,
          value: row.change,
          low: row.low,
          high: row.high,
          color: SERIES_COLORS[0]!,
        })),
        {
          label: "change in mean disagreement (positions 0-6)",
          domain: around(sets.flatMap(({ change, low, high }) => [change, low, high])),
          reference: 0,
          format: signed,
        },
      ),
      ...(first === undefined || shares.length === 0 ? [] : [
        intervalDots(shares, {
          label: "change in share (percentage points)",
          domain: around(
            shares.flatMap(({ value, low, high }) => [value, low ?? null, high ?? null]),
          ),
          reference: 0,
          format: (x) => signed(x, " pp"),
        }),
      ]),
    ],
  });
}

/** A scale that has all numbers and 0 in it, with a little room on both sides. */
function around(numbers: readonly (number | null)[]): [number, number] {
  const there = [0, ...numbers.filter(isThere)];
  const [low, high] = [Math.min(...there), Math.max(...there)];
  const room = 0.06 * (high - low || 1);
  return [low - room, high + room];
}
