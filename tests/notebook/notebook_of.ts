import type { Cell, Notebook } from "../../lib/notebook/notebook_file.ts";

/** A notebook of these code cells, as it is before it was run. */
export function notebookOf(...sources: string[]): Notebook {
  const cells: Cell[] = sources.map((source, index) => ({
    cell_type: "code",
    id: `cell-${index + 1}`,
    metadata: {},
    source,
    execution_count: null,
    outputs: [],
  }));
  return { nbformat: 4, nbformat_minor: 5, metadata: {}, cells };
}
