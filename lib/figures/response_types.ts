import * as Plot from "@observablehq/plot";
import { PUBLISHED_NUMBERS } from "../published/published_numbers.ts";
import {
  common,
  type FigureOptions,
  type FigureRows,
  figureRows,
  inPercent,
  thousands,
} from "./figure_rows.ts";
import { modelLabel } from "./model_label.ts";
import { SEVEN_STEPS } from "./palette.ts";
import { drawFigure, type Figure } from "./render.ts";

/** Columns that {@linkcode responseTypesFigure} needs: one row per model and type. */
export interface ResponseTypeRow {
  readonly model: string;
  /** One of the seven types, in words; an unknown one is refused. */
  readonly type: string;
  readonly count: number;
}

/** From full compliance (blue) to complete rejection (orange). */
const TYPE_COLORS = SEVEN_STEPS.toReversed();

/** How models respond, from full compliance to complete rejection (the paper's Figure 4, left). */
export function responseTypesFigure(
  table: FigureRows<ResponseTypeRow>,
  options: FigureOptions = {},
): Figure {
  const types = PUBLISHED_NUMBERS.response_categories_figure4;
  const rows = figureRows(table, ["model", "type", "count"]);
  const unknown = rows.find((row) => !types.includes(row.type));
  if (unknown !== undefined) {
    throw new RangeError(`Expected a type out of ${types.join(", ")} but found ${unknown.type}`);
  }
  const totals = new Map<string, number>();
  for (const { model, count } of rows) totals.set(model, (totals.get(model) ?? 0) + count);
  const refused = (model: string) =>
    rows.filter((row) => row.model === model && types.indexOf(row.type) >= 4)
      .reduce((sum, row) => sum + row.count, 0) / (totals.get(model) || 1);
  const models = [...totals.keys()].sort((a, b) => refused(b) - refused(a) || (a < b ? -1 : 1));
  const bars = models.flatMap((model) => {
    let from = 0;
    return types.map((type, i) => {
      const share = rows.filter((row) => row.model === model && row.type === type)
        .reduce((sum, row) => sum + row.count, 0) / (totals.get(model) || 1) * 100;
      const bar = {
        model: `${modelLabel(model)} (${thousands(totals.get(model)!)})`,
        x1: from,
        x2: from + share,
        fill: TYPE_COLORS[i],
      };
      from += share;
      return bar;
    });
  });
  return drawFigure({
    ...common(options, "response_types"),
    title: "How the models respond",
    subtitle:
      "Share of responses by type; number of responses in brackets; models that reject most first",
    caption:
      "Figure 4 of the paper. The last three types are rejections. Responses that did not come, or that the judge could " +
      "not sort, are in no share.",
    alt: `Stacked bars of response types by model; rejections: ${
      models.map((model) => `${modelLabel(model)} ${inPercent(refused(model))}`).join(
        ", ",
      )
    }.`,
    legend: types.map((label, i) => ({ label, color: TYPE_COLORS[i]! })),
    plots: {
      height: 44 + models.length * 26,
      marginLeft: 170,
      marginRight: 20,
      marginTop: 4,
      marginBottom: 40,
      x: { label: "responses (%)", domain: [0, 100], labelAnchor: "center", labelArrow: "none" },
      y: {
        domain: models.map((model) => `${modelLabel(model)} (${thousands(totals.get(model)!)})`),
        label: null,
        tickSize: 0,
      },
      marks: [
        Plot.barX(bars.filter((bar) => bar.x2 > bar.x1), {
          x1: "x1",
          x2: "x2",
          y: "model",
          fill: "fill",
          stroke: "#ffffff",
          strokeWidth: 0.5,
        }),
      ],
    },
  });
}
