import { ColumnTable } from "arquero";
import { expectOptions } from "../study/expect_options.ts";
import { count, foldText } from "./fold.ts";
import { type Html, markup } from "./html.ts";
import { DISPLAY, LARGEST_OUTPUT, View } from "./view.ts";
import { oneLine } from "./visible_text.ts";

/** How a table is shown. */
export interface TableOptions {
  /** The most rows; the total is told. @default {50} */
  readonly rows?: number;
  /** The most columns; those left out are named. @default {40} */
  readonly columns?: number;
  /** A line above it. */
  readonly title?: string;
}

/**
 * Shows a table: its first rows with the total told, numbers aligned at their decimals, long texts folded, sorted
 * by the reader with a click on a column's head. Everything in it is escaped, names of columns included.
 *
 * @throws {TypeError} If it is no table, or an option is unknown.
 *
 * @example
 * ```ts
 * import { assert } from "@std/assert";
 * import { table } from "arquero";
 * import { showTable } from "./show_table.ts";
 *
 * const view = showTable(table({ "<b>": ["<script>"], n: [1.5] }));
 * assert(view.html.includes("&lt;script&gt;"));
 * ```
 */
export function showTable(table: ColumnTable, options: TableOptions = {}): View {
  expectOptions(options, { rows: true, columns: true, title: true }, "showTable");
  const { rows: most = 50, columns: widest = 40, title } = options;
  if (typeof table?.columnNames !== "function") {
    const found = Array.isArray(table)
      ? "a list: showTable(toTable(rows)) shows one"
      : typeof table;
    throw new TypeError(`Expected a table but found ${found}`);
  }
  const all = table.columnNames();
  const names = all.slice(0, widest);
  const total = table.numRows();
  const records = table.slice(0, most).objects() as Record<string, unknown>[];
  const columns = names.map((name) => columnOf(name, records.map((record) => record[name])));

  let room = LARGEST_OUTPUT / 2;
  const rows: Html[] = [];
  for (let i = 0; i < records.length; i++) {
    const row = markup`<tr>${columns.map((column) => column.cell(i))}</tr>`;
    room -= row.markup.length;
    if (room < 0) break;
    rows.push(row);
  }
  const notes = [
    rows.length < total && `The first ${count(rows.length)} of ${count(total)} rows`,
    rows.length === total && `${count(total)} row${total === 1 ? "" : "s"}`,
    names.length < all.length &&
    `${names.length} of ${all.length} columns; left out: ${
      all.slice(widest).map((name) => oneLine(name, 40)).join(", ")
    }`,
  ].filter((note) => note !== false).join("; ");
  const head = columns.map(({ name, numeric }) =>
    markup`<th class="${numeric ? "fl-number" : ""}" style="${numeric ? "" : LEFT}" tabindex="0">${
      oneLine(name, 80)
    }</th>`
  );
  return new View(
    markup`
      ${title !== undefined && markup`<h4>${title}</h4>`}
      <div class="fl-scroll">
        <table class="fl-sortable">
          <thead>
            <tr>${head}</tr>
          </thead>
          <tbody>${rows}</tbody>
        </table>
      </div>
      <div class="fl-faint">${oneLine(notes, 1000)}</div>
    `,
    asText(columns, Math.min(rows.length, 20), notes),
  );
}

interface Column {
  readonly name: string;
  readonly numeric: boolean;
  readonly texts: readonly string[];
  cell(row: number): Html;
}

/** In an untrusted notebook what JupyterLab says of tables would turn words to the right. */
const LEFT = "text-align:left";

/** Texts up to so many characters stand on one line. */
const SHORT = 24;

/** Longer ones get a column that is wide enough to be read. */
const LONG = 60;

function columnOf(name: string, values: readonly unknown[]): Column {
  const present = values.filter((value) => value !== null && value !== undefined);
  const numeric = present.length > 0 &&
    present.every((value) => typeof value === "number" || typeof value === "bigint");
  if (!numeric) {
    const texts = values.map(asWords);
    return {
      name,
      numeric,
      texts,
      cell: (i) => {
        const text = texts[i]!;
        const size = text.length <= SHORT ? "fl-short" : text.length > LONG ? "fl-long" : "";
        return markup`<td class="${size}" style="${LEFT}">${foldText(text, 120)}</td>`;
      },
    };
  }
  const decimals = decimalsOf(present.map(Number));
  const texts = values.map((value) =>
    value === null || value === undefined ? "–" : asNumber(Number(value), decimals)
  );
  const keys = values.map((v) => v === null || v === undefined ? "" : String(Number(v)));
  return {
    name,
    numeric,
    texts,
    cell: (i) => markup`<td class="fl-number" align="right" data-n="${keys[i]!}">${texts[i]!}</td>`,
  };
}

/** As many decimals as tell the column's values apart: none for whole numbers, 3 for most, up to 6 where all are tiny. */
function decimalsOf(numbers: readonly number[]): number {
  const finite = numbers.filter(Number.isFinite);
  if (finite.every(Number.isInteger)) return 0;
  const largest = Math.max(...finite.map(Math.abs));
  if (largest >= 0.1) return largest >= 1000 ? 1 : largest >= 100 ? 2 : 3;
  return Math.min(6, 2 - Math.floor(Math.log10(largest)));
}

function asNumber(n: number, decimals: number): string {
  if (Number.isNaN(n)) return "–";
  if (!Number.isFinite(n)) return n > 0 ? "∞" : "−∞";
  const least = 10 ** -decimals;
  // Not 0, but too near to it for the column's decimals.
  if (n !== 0 && decimals > 0 && Math.abs(n) < least / 2) {
    return `${n < 0 ? ">−" : "<"}${least.toFixed(decimals)}`;
  }
  const [whole = "", rest] = Math.abs(n).toFixed(decimals).split(".");
  return `${n < 0 ? "−" : ""}${count(Number(whole))}${rest === undefined ? "" : `.${rest}`}`;
}

function asWords(value: unknown): string {
  if (value === null || value === undefined) return "–";
  if (typeof value === "string") return value;
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? "–" : value.toISOString();
  if (typeof value !== "object") return String(value);
  try {
    return JSON.stringify(value, (_, v) => typeof v === "bigint" ? String(v) : v) ?? "–";
  } catch {
    return String(value);
  }
}

function asText(columns: readonly Column[], rows: number, notes: string): string {
  const cells = columns.map(({ name, numeric, texts }) => {
    const lines = [name, ...texts.slice(0, rows)].map((text) => oneLine(text, 40));
    const width = Math.max(...lines.map((line) => line.length));
    return lines.map((line) => numeric ? line.padStart(width) : line.padEnd(width));
  });
  const lines = Array.from(
    { length: rows + 1 },
    (_, i) => cells.map((column) => column[i]).join("  ").trimEnd(),
  );
  return [...lines, notes].join("\n");
}

/** From now on arquero's tables show themselves as the last expression of a cell. */
export function showTables(): void {
  Object.defineProperty(ColumnTable.prototype, DISPLAY, {
    configurable: true,
    value(this: ColumnTable) {
      return showTable(this)[DISPLAY]();
    },
  });
}
