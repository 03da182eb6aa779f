import type { Cell, Output } from "../../lib/notebook/notebook_file.ts";

/** An output's text of a medium, or "" where it has none. */
export function textOf(output: Output, type: string): string {
  if (output.output_type === "stream" || output.output_type === "error") return "";
  return [output.data[type] ?? ""].flat().join("");
}

/** All outputs of a notebook's cells, in their order. */
export function outputsOf(cells: readonly Cell[]): Output[] {
  return cells.flatMap((cell) => cell.cell_type === "code" ? [...cell.outputs] : []);
}
