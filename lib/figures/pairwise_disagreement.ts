import { clusterOrder, distanceMatrix } from "../analysis/panel/mod.ts";
import { common, type FigureOptions, type FigureRows, figureRows, isThere } from "./figure_rows.ts";
import { heatLegend, heatMap, type HeatScale } from "./heat_map.ts";
import { modelLabel } from "./model_label.ts";
import { drawFigure, type Figure } from "./render.ts";

/** Columns that {@linkcode pairwiseDisagreementFigure} needs: those of `pairwiseDisagreement`. */
export interface ModelDistanceRow {
  readonly model_a: string;
  readonly model_b: string;
  readonly distance: number;
  readonly n: number;
}

/** How far every two models stand apart, models in the order of their clustering. */
export function pairwiseDisagreementFigure(
  table: FigureRows<ModelDistanceRow>,
  options: FigureOptions = {},
): Figure {
  const pairs = figureRows(table, ["model_a", "model_b", "distance"]);
  const matrix = distanceMatrix(pairs);
  const order = clusterOrder(matrix);
  const labels = order.map(modelLabel);
  const sorted = pairs.filter((pair) => isThere(pair.distance))
    .toSorted((a, b) => a.distance - b.distance);
  const [nearest, farthest] = [sorted[0], sorted.at(-1)];
  if (nearest === undefined || farthest === undefined) {
    throw new RangeError("Expected two models with positions on one query but found none");
  }
  const at = (name: string) => matrix.names.indexOf(name);
  const scale: HeatScale = {
    xDomain: labels,
    yDomain: labels,
    domain: [0, farthest.distance],
    format: (x) => x.toFixed(2),
  };
  const cells = order.flatMap((a) =>
    order.map((b) => ({
      x: modelLabel(a),
      y: modelLabel(b),
      value: a === b ? null : matrix.distances[at(a)]?.[at(b)] ?? null,
    }))
  );
  const name = ({ model_a, model_b, distance }: ModelDistanceRow) =>
    `${modelLabel(model_a)} and ${modelLabel(model_b)} (${distance.toFixed(2)})`;
  return drawFigure({
    ...common(options, "pairwise_disagreement"),
    title: "Which models part ways",
    subtitle:
      "Mean distance between the positions (0-6) of two models, over both values and all queries that both " +
      "have positions for; models ordered by average-linkage clustering",
    caption:
      `Colours run from distance 0, models that answer alike; noise alone keeps apart models that do not differ. Nearest: ${
        name(nearest)
      }; farthest: ${name(farthest)}.`,
    alt: `Heatmap of the mean distance between models. Nearest are ${name(nearest)}, farthest ${
      name(farthest)
    }.`,
    legend: heatLegend(scale),
    plots: heatMap(cells, scale),
  });
}
