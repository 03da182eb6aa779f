import type { ColumnTable } from "arquero";
import { toTable } from "../analysis/table.ts";
import { countGeneration } from "../generation/generation_cell.ts";
import type { StudyRun } from "./run_study.ts";

/**
 * How the writing of queries ended, one row per generator and nudge: every query that was asked for is in one of the
 * columns after `requested`.
 *
 * @example
 * ```ts ignore
 * generationTable(run).print();
 * ```
 */
export function generationTable({ generation }: Pick<StudyRun, "generation">): ColumnTable {
  const groups = Map.groupBy(
    generation.cells,
    ({ generator, nudge }) => JSON.stringify([generator, nudge]),
  );
  return toTable([...groups.values()].map((cells) => {
    const { generator, nudge } = cells[0]!;
    const { answered: _, ...ends } = countGeneration(cells);
    const { written, declined, incomplete, ...rest } = ends;
    return { generator, nudge, requested: cells.length, written, declined, incomplete, ...rest };
  }));
}
