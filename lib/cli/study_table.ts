/**
 * Rows of text in columns, as a terminal shows them: numbers to the right, the rest to the left.
 *
 * @example
 * ```ts
 * import { assert } from "@std/assert";
 * import { textTable } from "./study_table.ts";
 *
 * assert(textTable(["model", "calls"], [["o3", 12]]) === "model  calls\no3        12");
 * ```
 */
export function textTable(
  header: readonly string[],
  rows: readonly (readonly (string | number)[])[],
): string {
  const cells = rows.map((row) =>
    row.map((cell) => typeof cell === "number" ? cell.toLocaleString("en-US") : cell)
  );
  const widths = header.map((name, i) =>
    Math.max(name.length, ...cells.map((row) => (row[i] ?? "").length))
  );
  const right = header.map((_, i) =>
    rows.length > 0 && rows.every((row) => typeof row[i] === "number" || /^[$—]/.test(`${row[i]}`))
  );
  return [header, ...cells].map((row) =>
    row.map((cell, i) => right[i] ? cell.padStart(widths[i]!) : cell.padEnd(widths[i]!))
      .join("  ").trimEnd()
  ).join("\n");
}

/** US dollars, or a dash where they are not known. */
export function dollars(usd: number | null): string {
  return usd === null ? "—" : `$${usd.toFixed(usd < 1 ? 4 : 2)}`;
}
