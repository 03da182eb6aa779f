import { common, type FigureOptions, type FigureRows, figureRows, isThere } from "./figure_rows.ts";
import { intervalDots } from "./interval_dots.ts";
import { providerColors, providerLabel } from "./palette.ts";
import { drawFigure, type Figure } from "./render.ts";

/** Columns that {@linkcode providerDistinctnessFigure} needs: those of `providerDistinctness(...).providers`. */
export interface DistinctnessRow {
  readonly provider: string;
  readonly models: number;
  readonly within: number | null;
  readonly between: number | null;
}

/** Options of {@linkcode providerDistinctnessFigure}. */
export interface DistinctnessOptions extends FigureOptions {
  /** The permutation test's p-value, to be told in the subtitle. */
  readonly p?: number;
}

/** How near a provider's models are to each other, and how far from all others. */
export function providerDistinctnessFigure(
  table: FigureRows<DistinctnessRow>,
  options: DistinctnessOptions = {},
): Figure {
  const rows = figureRows(table, ["provider", "models", "within", "between"]);
  const colors = providerColors(rows.map((row) => row.provider));
  const most = Math.max(...rows.flatMap((row) => [row.within, row.between]).filter(isThere));
  const part = (key: "within" | "between", label: string) =>
    intervalDots(
      rows.map((row) => ({
        label: `${providerLabel(row.provider)} (${row.models} model${row.models === 1 ? "" : "s"})`,
        value: row[key],
        color: colors.get(row.provider) ?? "",
      })),
      { label, domain: [0, most * 1.05], format: (x) => x.toFixed(2) },
    );
  return drawFigure({
    ...common(options, "provider_distinctness"),
    title: "Do a provider's models stand together?",
    subtitle:
      "Mean distance between positions (0-6) of models of one provider, and from them to all other models" +
      (!isThere(options.p)
        ? ""
        : `; permutation test of the difference: p = ${options.p.toPrecision(2)}`),
    caption:
      "A provider whose inner distance (top) is well below its outer distance (bottom) has trained a " +
      "character of its own. With one model there is no inner distance.",
    alt: `Dot plots of the distance within and between providers: ${
      rows.map((row) =>
        `${providerLabel(row.provider)} ${told(row.within)} within, ${told(row.between)} between`
      ).join("; ")
    }.`,
    plots: [
      part("within", "mean distance between the provider's own models"),
      part("between", "mean distance from them to other providers' models"),
    ],
  });
}

function told(distance: number | null): string {
  return isThere(distance) ? distance.toFixed(2) : "none";
}
