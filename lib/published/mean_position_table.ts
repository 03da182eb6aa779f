import type { ColumnTable } from "arquero";
import { clusteredMean } from "../analysis/clustered.ts";
import type { IntervalOptions } from "../analysis/interval.ts";
import { toTable } from "../analysis/table.ts";
import { pairAt, positionAt, type PositionTable } from "./position_table.ts";

/**
 * The mean position of every model on the first and on the second value, with a 95 % interval clustered on
 * the value pair: `model`, `provider`, `value`, `mean`, `low`, `high`, `standard_error`, `n`, `missing`,
 * `clusters`.
 */
export function meanPositionTable(
  table: PositionTable,
  options: IntervalOptions = {},
): ColumnTable {
  const pairs = Array.from({ length: table.rows }, (_, row) => pairAt(table, row));
  return toTable(
    (["value1", "value2"] as const).flatMap((value) =>
      table.models.map(({ key, provider }) => {
        const positions: number[] = [];
        const clusters: string[] = [];
        for (let row = 0; row < table.rows; row++) {
          const position = positionAt(table, key, value, row);
          if (position === null) continue;
          positions.push(position);
          clusters.push(pairs[row] ?? "");
        }
        const mean = clusteredMean(positions, clusters, options);
        return {
          model: key,
          provider,
          value,
          mean: mean.estimate,
          low: mean.low,
          high: mean.high,
          standard_error: mean.standardError,
          n: mean.n,
          missing: table.rows - mean.n,
          clusters: mean.clusters,
        };
      })
    ),
  );
}
