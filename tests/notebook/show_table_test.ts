import { assert, assertEquals, assertMatch } from "@std/assert";
import { ColumnTable, table } from "arquero";
import { parseHTML } from "linkedom";
import { showTable, showTables } from "../../lib/notebook/show_table.ts";
import { DISPLAY, LARGEST_OUTPUT } from "../../lib/notebook/view.ts";
import { HOSTILE_TEXTS } from "../browser/hostile.ts";

const cellsOf = (html: string) =>
  [...parseHTML(html).document.querySelectorAll("tbody td")].map((td) => td.textContent);

Deno.test("showTable() shows the first rows and tells the total", () => {
  const view = showTable(table({ n: Array.from({ length: 1234 }, (_, i) => i) }), { rows: 10 });
  assertEquals(cellsOf(view.html).length, 10);
  assert(view.html.includes("The first 10 of 1,234 rows"));
  assertMatch(view.text, /The first 10 of 1,234 rows$/);
});

Deno.test("showTable() aligns a column's numbers at their decimals", () => {
  const view = showTable(table({ x: [1, 2.5, -0.25, null, NaN, Infinity, 0.0001] }));
  assertEquals(cellsOf(view.html), ["1.000", "2.500", "−0.250", "–", "–", "∞", "<0.001"]);
  assertEquals(cellsOf(showTable(table({ n: [1000, -2] })).html), ["1,000", "−2"]);
});

Deno.test("showTable() carries the exact numbers for sorting, and none where there is none", () => {
  const { document } = parseHTML(showTable(table({ x: [0.123456, null] })).html);
  const keys = [...document.querySelectorAll("td")].map((td) => td.getAttribute("data-n"));
  assertEquals(keys, ["0.123456", ""]);
});

Deno.test("showTable() escapes values and names of columns", () => {
  const hostile = Object.fromEntries(HOSTILE_TEXTS.map((text) => [text.slice(0, 500), [text]]));
  const { document } = parseHTML(showTable(table(hostile)).html);
  assertEquals(document.querySelectorAll("img, iframe, a, h1, svg, [onerror], [onload]").length, 0);
  assertEquals(document.querySelectorAll("th").length, HOSTILE_TEXTS.length);
});

Deno.test("showTable() stays below what the kernel can send, and says what it left out", () => {
  const rows = Array.from({ length: 400 }, () => "<".repeat(19_000));
  const view = showTable(table({ text: rows }), { rows: 400 });
  assert(view.html.length < LARGEST_OUTPUT);
  assertMatch(view.text, /The first \d+ of 400 rows$/);
});

Deno.test("showTable() names the columns that it leaves out", () => {
  const wide = Object.fromEntries(Array.from({ length: 45 }, (_, i) => [`c${i}`, [i]]));
  const view = showTable(table(wide));
  assert(view.text.includes("40 of 45 columns; left out: c40, c41, c42, c43, c44"));
});

Deno.test("showTable() shows dates, objects and empty tables", () => {
  const view = showTable(table({ d: [new Date(0)], o: [{ a: 1n }], l: [[1, "b"]] }));
  assertEquals(cellsOf(view.html), ["1970-01-01T00:00:00.000Z", '{"a":"1"}', '[1,"b"]']);
  assert(showTable(table({ a: [] })).text.endsWith("0 rows"));
});

Deno.test("showTables() makes every table show itself", () => {
  showTables();
  const shown =
    (table({ a: [1] }) as unknown as Record<symbol, () => Record<string, string>>)[DISPLAY]!();
  assert(shown["text/html"]?.includes("<table"));
  delete (ColumnTable.prototype as unknown as Record<symbol, unknown>)[DISPLAY];
});

Deno.test("showTable() gives more decimals where all numbers of a column are tiny", () => {
  assertEquals(cellsOf(showTable(table({ usd: [0.0021, 0.0004, 0] })).html), [
    "0.00210",
    "0.00040",
    "0.00000",
  ]);
});
