/**
 * Splits CSV (RFC 4180: commas, double quotes, quotes doubled inside quotes; LF or CRLF line ends) into rows of
 * cells. A byte order mark and empty lines are skipped; cells are kept as they are.
 *
 * @throws {SyntaxError} Where a quoted cell is never closed; the message names the line on which it opens.
 *
 * @example
 * ```ts
 * import { assert } from "@std/assert";
 * import { parseCsv } from "./csv.ts";
 *
 * const rows = parseCsv('name,note\r\ncare,"warm, and ""kind"""\r\n');
 * assert(rows[1]![1] === 'warm, and "kind"');
 * ```
 */
export function parseCsv(text: string): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  let at = text.startsWith("\uFEFF") ? 1 : 0;
  const endRow = () => {
    if (row.length > 1 || row[0] !== "") rows.push(row);
    row = [];
  };
  while (at < text.length) {
    const [cell, next] = text[at] === '"' ? quotedCell(text, at) : plainCell(text, at);
    row.push(cell);
    at = next;
    if (text[at] === ",") {
      at++;
      if (at === text.length) row.push("");
    } else {
      if (text[at] === "\r") at++;
      if (text[at] === "\n") at++;
      endRow();
    }
  }
  if (row.length > 0) endRow();
  return rows;
}

function plainCell(text: string, start: number): [cell: string, next: number] {
  let end = start;
  while (end < text.length && text[end] !== "," && text[end] !== "\n" && text[end] !== "\r") end++;
  return [text.slice(start, end), end];
}

function quotedCell(text: string, start: number): [cell: string, next: number] {
  let cell = "";
  let at = start + 1;
  for (;;) {
    const quote = text.indexOf('"', at);
    if (quote === -1) {
      const line = text.slice(0, start).split("\n").length;
      throw new SyntaxError(`Expected the quote opened on line ${line} to be closed`);
    }
    cell += text.slice(at, quote);
    if (text[quote + 1] !== '"') {
      const [rest, next] = plainCell(text, quote + 1);
      return [cell + rest, next];
    }
    cell += '"';
    at = quote + 2;
  }
}
