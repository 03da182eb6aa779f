import type { Notebook } from "./notebook_file.ts";

/** A notebook's code cells as one program, with the way back from its lines. */
export interface JoinedCells {
  /** TypeScript. */
  readonly program: string;
  /** One entry per line of the program: the cell it came from and its line there, both from 1, or null. */
  readonly origins: readonly (Origin | null)[];
}

/** A line of a cell. */
export interface Origin {
  /** Place among all cells of the notebook, from 1. */
  readonly cell: number;
  /** Line in the cell, from 1. */
  readonly line: number;
}

/** Code that a module must not hold twice, or not at all, though a notebook may: see `joinCells`. */
const TAIL = "export {};";

/**
 * Joins the code cells into one module, so that they can be type-checked where the notebook lies. Cells follow
 * each other; a semicolon line after each keeps the last expression of one from running into the next. Cells
 * with the tag `raises-exception` or `no-check` are left out.
 *
 * @example
 * ```ts
 * import { assert } from "@std/assert";
 * import { joinCells } from "./join_cells.ts";
 *
 * const { program } = joinCells({
 *   nbformat: 4,
 *   nbformat_minor: 5,
 *   metadata: {},
 *   cells: [{ cell_type: "code", metadata: {}, source: "1 + 1", execution_count: null, outputs: [] }],
 * });
 * assert(program.startsWith("1 + 1"));
 * ```
 */
export function joinCells(notebook: Notebook): JoinedCells {
  const lines: string[] = [];
  const origins: (Origin | null)[] = [];
  notebook.cells.forEach((cell, index) => {
    if (cell.cell_type !== "code" || isLeftOut(cell.metadata)) return;
    cell.source.split("\n").forEach((text, line) => {
      lines.push(text);
      origins.push({ cell: index + 1, line: line + 1 });
    });
    lines.push(";");
    origins.push(null);
  });
  lines.push(TAIL);
  origins.push(null);
  return { program: lines.join("\n") + "\n", origins };
}

function isLeftOut(metadata: Record<string, unknown>): boolean {
  const tags = Array.isArray(metadata.tags) ? metadata.tags : [];
  return tags.includes("raises-exception") || tags.includes("no-check");
}
