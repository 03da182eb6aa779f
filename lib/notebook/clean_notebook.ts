import type { Cell, CodeCell, Notebook, Output } from "./notebook_file.ts";

/** Encloses what differs from run to run (times, rates) in a display; it is left out of what is kept. */
export const VOLATILE_CLASS = "fl-volatile";

const VOLATILE = new RegExp(`(<span class="${VOLATILE_CLASS}">)[^<]*(</span>)`, "g");

/**
 * An executed notebook without what differs from run to run: times of execution, identities of displays and
 * kernels, how output was cut into messages. The same cells with the same results give the same notebook.
 *
 * @param notebook As it comes from the run; it is not changed.
 *
 * @example
 * ```ts
 * import { assert } from "@std/assert";
 * import { cleanNotebook } from "./clean_notebook.ts";
 *
 * const clean = cleanNotebook({ nbformat: 4, nbformat_minor: 5, metadata: { vscode: {} }, cells: [] });
 * assert(!("vscode" in clean.metadata));
 * ```
 */
export function cleanNotebook(notebook: Notebook): Notebook {
  return {
    nbformat: 4,
    nbformat_minor: 5,
    metadata: {
      kernelspec: { display_name: "Deno", language: "typescript", name: "deno" },
      language_info: {
        codemirror_mode: "typescript",
        file_extension: ".ts",
        mimetype: "text/x.typescript",
        name: "typescript",
      },
    },
    cells: cleanCells(notebook.cells),
  };
}

/** Ids stay where they are and are made from the place where they are missing or taken. */
function cleanCells(cells: readonly Cell[]): Cell[] {
  const taken = new Set<string>();
  let executed = 0;
  return cells.map((cell, index) => {
    let id = cell.id ?? `cell-${index + 1}`;
    while (taken.has(id)) id = `${id}-again`;
    taken.add(id);
    const metadata = pick(cell.metadata, ["tags", "name"]);
    if (cell.cell_type !== "code") {
      return { cell_type: cell.cell_type, id, metadata, source: cell.source };
    }
    const count = cell.source.trim() === "" || cell.execution_count === null ? null : ++executed;
    return { ...cleanCode(cell, count), id, metadata };
  });
}

function cleanCode(cell: CodeCell, count: number | null): CodeCell {
  return {
    cell_type: "code",
    metadata: {},
    source: cell.source,
    execution_count: count,
    outputs: joinStreams(cell.outputs).map((output) => cleanOutput(output, count)),
  };
}

/**
 * One stdout and one stderr per cell. How a program's writing is cut into messages, and whether it comes before
 * or after a display of the same cell, differs from run to run: written lines first, then displays in their order.
 */
function joinStreams(outputs: readonly Output[]): Output[] {
  const streams = (["stdout", "stderr"] as const).flatMap((name): Output[] => {
    const text = outputs.map((o) => o.output_type === "stream" && o.name === name ? o.text : "")
      .join("");
    return text === "" ? [] : [{ output_type: "stream", name, text }];
  });
  return [...streams, ...outputs.filter((output) => output.output_type !== "stream")];
}

function cleanOutput(output: Output, count: number | null): Output {
  if (output.output_type === "stream") {
    return { output_type: "stream", name: output.name, text: output.text };
  }
  if (output.output_type === "error") {
    const { ename, evalue, traceback } = output;
    return { output_type: "error", ename, evalue, traceback };
  }
  const picture = output.data[PNG];
  const data = Object.fromEntries(
    Object.entries(output.data).filter(([type]) => !(picture && type === "text/html"))
      .map(([type, value]) => [type, cleanData(value)]),
  );
  const width = typeof picture === "string" ? widthOf(picture) : null;
  const words = data["text/plain"];
  // Pages that show notebooks take a picture's alternative text from there.
  const metadata = width === null
    ? {}
    : { [PNG]: { width, ...(typeof words === "string" && { alt: words }) } };
  if (output.output_type === "display_data") return { output_type: "display_data", data, metadata };
  return { output_type: "execute_result", data, metadata, execution_count: count };
}

/** What is shown as a picture too is kept as one: pages that show notebooks drop parts of HTML, never a PNG. */
const PNG = "image/png";

/** The width at which a PNG is to be shown, where its file tells of a density. */
function widthOf(base64: string): number | null {
  try {
    const bytes = Uint8Array.fromBase64(base64.replace(/\s/g, ""));
    const view = new DataView(bytes.buffer);
    // As this project writes it, the density comes right after the head.
    const isTold = new TextDecoder().decode(bytes.subarray(37, 41)) === "pHYs";
    return isTold ? Math.round(view.getUint32(16) * 96 / (view.getUint32(41) * 0.0254)) : null;
  } catch {
    return null;
  }
}

function cleanData(value: unknown): unknown {
  const whole = Array.isArray(value) && value.every((part) => typeof part === "string")
    ? value.join("")
    : value;
  return typeof whole === "string" ? whole.replace(VOLATILE, "$1$2") : whole;
}

function pick(record: Record<string, unknown>, names: readonly string[]): Record<string, unknown> {
  return Object.fromEntries(names.filter((n) => n in record).map((n) => [n, record[n]]));
}
