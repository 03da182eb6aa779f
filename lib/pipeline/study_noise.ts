import type { PositionDraw } from "../analysis/noise/corrected_disagreement.ts";
import { noiseFloorRows, type NoiseFloorStep } from "../analysis/noise/noise_floor_rows.ts";
import type { Rows } from "../scoring/rows.ts";
import { Random } from "../study/random.ts";

/** So many queries tell the noise well; the draws of more would only have to be in memory. */
const QUERIES = 2_000;

/**
 * The disagreement of a study's panel as seen, what noise alone would show, and what is left (`noiseFloorRows`). Of
 * more than 2,000 queries as many are drawn at random, the same each time: evenly spaced ones could all be of one nudge,
 * since these take turns.
 *
 * @param positions All placements; some must be of repeated answers or repeated judgings.
 * @param queries The queries with their value pairs.
 * @returns Null where nothing is repeated, so that noise cannot be told from disagreement, and where no query has two
 * models with a position.
 */
export function studyNoise(
  positions: Rows<Omit<PositionDraw, "pair">>,
  queries: readonly { readonly query: string; readonly pair: string }[],
): NoiseFloorStep[] | null {
  const drawn = queries.length > QUERIES
    ? new Random("noise floor").shuffle(queries).slice(0, QUERIES)
    : queries;
  const pairs = new Map(drawn.map(({ query, pair }) => [query, pair]));
  const draws: PositionDraw[] = [];
  const models = new Map<string, Set<string>>();
  for (const { query, model, sample, value1, value2 } of positions) {
    const pair = pairs.get(query);
    if (pair === undefined || value1 === null || value2 === null) continue;
    draws.push({ query, pair, model, sample, value1, value2 });
    models.set(query, (models.get(query) ?? new Set()).add(model));
  }
  const numbers = Array.from(models.values(), ({ size }) => size);
  const cells = numbers.reduce((sum, size) => sum + size, 0);
  return draws.length === cells || !numbers.some((size) => size > 1) ? null : noiseFloorRows(draws);
}
