import { micromark } from "micromark";
import { gfmTable, gfmTableHtml } from "micromark-extension-gfm-table";
import { Html, markup } from "./html.ts";
import type { Cell, Notebook, Output } from "./notebook_file.ts";
import { page } from "./page.ts";
import { tidyHtml } from "./tidy_html.ts";
import { cutText, oneLine, visibleText } from "./visible_text.ts";

// deno-lint-ignore no-control-regex -- the escapes by which text is coloured in terminals
const COLOURS = /\u001b\[[0-9;]*m/g;

/** No more than this of one printed text is kept. */
const KEPT = 200_000;

/**
 * A notebook as one self-contained HTML page: its prose, its code (folded where long) and its outputs, with tables
 * that sort and explorers that filter as in the notebook. Prose is Markdown with its HTML escaped; HTML that a cell
 * showed is kept but for what would reach beyond it, and the page's policy keeps scripts other than this project's
 * from running.
 *
 * @param notebook An executed notebook.
 * @param title The page's title; the notebook's first heading unless told.
 *
 * @example
 * ```ts
 * import { assert } from "@std/assert";
 * import { exportNotebook } from "./export_notebook.ts";
 *
 * const cell = { cell_type: "markdown" as const, metadata: {}, source: "# Hello <script>" };
 * const text = await exportNotebook({ nbformat: 4, nbformat_minor: 5, metadata: {}, cells: [cell] });
 * assert(text.includes("<h1>Hello &lt;script&gt;</h1>"));
 * ```
 */
export async function exportNotebook(
  notebook: Notebook,
  title: string = firstHeading(notebook) ?? "Notebook",
): Promise<string> {
  return await page(oneLine(title, 200), markup`${notebook.cells.map(cellBody)}`);
}

function firstHeading(notebook: Notebook): string | undefined {
  return notebook.cells.filter((cell) => cell.cell_type === "markdown")
    .map((cell) => /^#+\s+(.+)$/m.exec(cell.source)?.[1]?.trim())
    .find((heading) => heading !== undefined);
}

/** Code of more lines than this is folded. */
const OPEN_LINES = 15;

function cellBody(cell: Cell): Html {
  if (cell.cell_type === "markdown") {
    return markup`<div class="prose">${markdown(cell.source)}</div>\n`;
  }
  if (cell.cell_type !== "code") return markup`<pre>${visibleText(cell.source)}</pre>\n`;
  const lines = cell.source.split("\n").length;
  const code = markup`<pre><code>${visibleText(cell.source)}</code></pre>`;
  return markup`${
    cell.source.trim() === ""
      ? ""
      : lines > OPEN_LINES
      ? markup`<details class="code"><summary>${lines} lines of code</summary>${code}</details>`
      : markup`<div class="code">${code}</div>`
  }${cell.outputs.map(outputBody)}\n`;
}

/** Raw HTML and dangerous links are made harmless by the Markdown reader, which is its default. */
function markdown(source: string): Html {
  return Html.trusted(
    micromark(source, { extensions: [gfmTable()], htmlExtensions: [gfmTableHtml()] }),
  );
}

function outputBody(output: Output): Html {
  switch (output.output_type) {
    case "stream":
      return markup`
        <div class="output">
          <pre>${printed(output.text)}</pre>
        </div>
      `;
    case "error":
      return markup`
        <div class="output error">
          <pre>${printed(output.traceback.join("\n") || `${output.ename}: ${output.evalue}`)}</pre>
        </div>
      `;
    default:
      return markup`<div class="output">${richest(output.data, output.metadata)}</div>`;
  }
}

/** The same choice as Jupyter makes: the richest kind that a page can show. */
function richest(data: Record<string, unknown>, metadata: Record<string, unknown>): Html {
  const text = (type: string): string | undefined => {
    const value = data[type];
    if (typeof value === "string") return value;
    return Array.isArray(value) ? value.join("") : undefined;
  };
  const width = (type: string): Html | false => {
    const told = (metadata[type] as { width?: unknown } | undefined)?.width;
    return typeof told === "number" && markup` width="${told}"`;
  };
  const html = text("text/html");
  if (html !== undefined) return tidyHtml(html);
  const svg = text("image/svg+xml");
  if (svg !== undefined) {
    // As an image: what it would do to the page around it, it cannot do there.
    const base64 = new TextEncoder().encode(svg).toBase64();
    return markup`<img alt="${
      oneLine(text("text/plain") ?? "", 1000)
    }" src="data:image/svg+xml;base64,${base64}">`;
  }
  for (const type of ["image/png", "image/jpeg", "image/gif"]) {
    const image = text(type);
    if (image === undefined) continue;
    const words = oneLine(text("text/plain") ?? "", 1000);
    return markup`<img alt="${words}"${width(type)} src="data:${type};base64,${image.trim()}">`;
  }
  const prose = text("text/markdown");
  if (prose !== undefined) return markup`<div class="prose">${markdown(prose)}</div>`;
  const plain = text("text/plain") ?? JSON.stringify(data["application/json"] ?? null, null, 1);
  return markup`<pre>${printed(plain)}</pre>`;
}

function printed(text: string): Html {
  const { head, left } = cutText(text, KEPT);
  return markup`${visibleText(head.replace(COLOURS, ""))}${
    left > 0 && markup`\n… ${left} characters left out`
  }`;
}
