import type { Figure } from "../figures/render.ts";
import { readTaxonomy } from "../generation/taxonomy.ts";
import { positionRowsOf } from "../published/position_table.ts";
import { readScores } from "../published/read_scores.ts";
import { STEPS } from "./reproduce_steps.ts";

/** Where the categories of the values are, and whose scores these are. */
export interface ScoreFigureOptions {
  /** A taxonomy; without one the figures that need categories are left out. */
  readonly taxonomy?: string;
  /** Whether the models are simulated; then every figure says so. @default {false} */
  readonly simulated?: boolean;
}

/**
 * Draws every figure of the paper that a table of scores has the data for, by name, as `deno task reproduce` does.
 *
 * @param path A CSV, a Parquet file, or a folder with the public dataset's shards.
 * @throws {InputError} For a file that is no such table.
 *
 * @example
 * ```ts
 * import { assert } from "@std/assert";
 * import { scoreFigures } from "./score_figures.ts";
 *
 * const figures = await scoreFigures("data/sample_scores.csv", { simulated: true });
 * assert(figures.get("mean_positions")?.simulated);
 * ```
 */
export async function scoreFigures(
  path: string,
  { taxonomy, simulated = false }: ScoreFigureOptions = {},
): Promise<ReadonlyMap<string, Figure>> {
  const table = await readScores(path);
  const categories = taxonomy === undefined ? null : new Map(
    (await readTaxonomy(taxonomy)).map(({ name, category }) => [name.toLowerCase(), category]),
  );
  const input = { table, rows: positionRowsOf(table), judged: null, categories, simulated };
  const figures: Figure[] = [];
  for (const step of STEPS) {
    if (step.lacks(input) === null) figures.push(...(await step.make(input)).figures);
  }
  return new Map(figures.map((figure) => [figure.name, figure]));
}
