import type { ColumnTable } from "arquero";

/**
 * A table as CSV (RFC 4180, LF line ends): missing cells are `NA`, texts are quoted where they must be,
 * and a text that is itself `NA` always is. A text that a spreadsheet would run as a formula keeps its
 * bytes: the file is data for programs.
 *
 * @example
 * ```ts
 * import { assert } from "@std/assert";
 * import * as aq from "arquero";
 * import { toCsv } from "./write_csv.ts";
 *
 * assert(toCsv(aq.table({ a: [1, null], b: ['x"y', "z"] })) === 'a,b\n1,"x""y"\nNA,z\n');
 * ```
 */
export function toCsv(table: ColumnTable): string {
  const names = table.columnNames();
  const columns = names.map((name) => table.array(name) as ArrayLike<unknown>);
  const lines = [names.map(cellText).join(",")];
  for (let row = 0; row < table.numRows(); row++) {
    lines.push(columns.map((column) => cellText(column[row])).join(","));
  }
  return `${lines.join("\n")}\n`;
}

function cellText(cell: unknown): string {
  if (cell === null || cell === undefined || Number.isNaN(cell)) return "NA";
  const text = String(cell);
  return text === "NA" || text === "" || /[",\r\n]/.test(text)
    ? `"${text.replaceAll('"', '""')}"`
    : text;
}
