import type { Figure } from "../figures/render.ts";
import { readTaxonomy } from "../generation/taxonomy.ts";
import { positionRowsOf } from "../published/position_table.ts";
import { readLocalData } from "./reproduce_data.ts";
import { readRemoteData, type RemoteDataOptions } from "./reproduce_remote.ts";
import { STEPS } from "./reproduce_steps.ts";

/** Where the categories of the values are, and whose scores these are. */
export interface ScoreFigureOptions {
  /** A taxonomy; without one the figures that need categories are left out. */
  readonly taxonomy?: string;
  /** Whether the models are simulated; then every figure says so. @default {false} */
  readonly simulated?: boolean;
}

/**
 * Draws every figure of the paper that the data allow, by name, as `deno task reproduce` does.
 *
 * @param from A CSV, a Parquet file, a folder with the public dataset's shards or an imported study; or, with
 * `{ cache }`, the public dataset on its host, of which a folder keeps what was fetched.
 * @throws {InputError} For a file that is no such table.
 * @throws {RemoteError} If the dataset's host refuses or does not answer.
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
  from: string | RemoteDataOptions,
  { taxonomy, simulated = false }: ScoreFigureOptions = {},
): Promise<ReadonlyMap<string, Figure>> {
  const { table, ...parts } = typeof from === "string"
    ? await readLocalData(from)
    : await readRemoteData(from);
  const categories = taxonomy === undefined ? null : new Map(
    (await readTaxonomy(taxonomy)).map(({ name, category }) => [name.toLowerCase(), category]),
  );
  const input = { ...parts, table, rows: positionRowsOf(table), categories, simulated };
  const figures: Figure[] = [];
  for (const step of STEPS) {
    if (step.lacks(input) === null) figures.push(...(await step.make(input)).figures);
  }
  return new Map(figures.map((figure) => [figure.name, figure]));
}
