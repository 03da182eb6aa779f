import { PUBLISHED_MODELS } from "../../lib/published/models.ts";
import { MISSING, type PositionTable } from "../../lib/published/position_table.ts";

/** A table of a few models, by key their positions on both values, null for missing. */
export function smallTable(
  positions: Readonly<Record<string, readonly (readonly [number | null, number | null])[]>>,
  pairs?: readonly (readonly [string, string])[],
): PositionTable {
  const rows = Object.values(positions)[0]!.length;
  const numbers = Array.from({ length: rows }, (_, row) => row);
  const column = (own: readonly (readonly (number | null)[])[], value: number) =>
    Uint8Array.from(own, (both) => both[value] ?? MISSING);
  return {
    rows,
    models: PUBLISHED_MODELS.filter(({ key }) => key in positions),
    queries: {
      value1: numbers.map((row) => pairs?.[row]?.[0] ?? `a${row}`),
      value2: numbers.map((row) => pairs?.[row]?.[1] ?? `b${row}`),
      nudge_direction: numbers.map(() => "neutral"),
      query: numbers.map((row) => `query ${row}`),
      query_generator: null,
      rank: null,
      chunk_index: null,
      entry_idx: null,
    },
    positions: new Map(
      Object.entries(positions).map(([key, own]) => [key, {
        value1: column(own, 0),
        value2: column(own, 1),
      }]),
    ),
  };
}
