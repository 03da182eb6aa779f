import { assert, assertEquals } from "@std/assert";
import { indexedPng } from "../../lib/figures/indexed_png.ts";
import { cleanNotebook } from "../../lib/notebook/clean_notebook.ts";
import type { CodeCell, Notebook, Output } from "../../lib/notebook/notebook_file.ts";
import { notebookOf } from "./notebook_of.ts";

function withOutputs(...outputs: Output[]): Notebook {
  const notebook = notebookOf("1");
  const cell = notebook.cells[0] as CodeCell;
  cell.execution_count = 7;
  cell.outputs = outputs;
  return notebook;
}

const outputsOf = (notebook: Notebook) => (notebook.cells[0] as CodeCell).outputs;

Deno.test("cleanNotebook() does not depend on how output was cut into messages", () => {
  const value: Output = {
    output_type: "execute_result",
    data: { "text/plain": "1" },
    metadata: {},
    execution_count: 7,
  };
  const log = (text: string): Output => ({ output_type: "stream", name: "stdout", text });
  const whole = cleanNotebook(withOutputs(log("a\nb\n"), value));
  assertEquals(cleanNotebook(withOutputs(log("a\n"), value, log("b\n"))), whole);
  assertEquals(outputsOf(whole).length, 2);
});

Deno.test("cleanNotebook() drops times, transient ids and foreign metadata", () => {
  const notebook = withOutputs({
    output_type: "display_data",
    data: { "text/html": "x" },
    metadata: { started: 12 },
    transient: { display_id: "random" },
  });
  notebook.metadata = { vscode: { id: 1 }, kernelspec: { name: "python3" } };
  notebook.cells[0]!.metadata = { execution: { started: "now" }, tags: ["no-check"] };
  const clean = cleanNotebook(notebook);
  assertEquals(outputsOf(clean), [
    { output_type: "display_data", data: { "text/html": "x" }, metadata: {} },
  ]);
  assertEquals(clean.cells[0]?.metadata, { tags: ["no-check"] });
  assertEquals(Object.keys(clean.metadata), ["kernelspec", "language_info"]);
});

Deno.test("cleanNotebook() empties what a display marks as volatile", () => {
  const clean = cleanNotebook(withOutputs({
    output_type: "display_data",
    data: { "text/html": ['<p>10 of 10<span class="fl-volatile">, 3.2/s</span></p>'] },
    metadata: {},
  }));
  assertEquals(outputsOf(clean)[0], {
    output_type: "display_data",
    data: { "text/html": '<p>10 of 10<span class="fl-volatile"></span></p>' },
    metadata: {},
  });
});

Deno.test("cleanNotebook() counts executions from 1 and keeps ids, made where they are missing", () => {
  const notebook = notebookOf("1", "", "2");
  notebook.cells.forEach((cell) => {
    if (cell.cell_type === "code" && cell.source) cell.execution_count = 40;
    delete cell.id;
  });
  const clean = cleanNotebook(notebook).cells as CodeCell[];
  assertEquals(clean.map((cell) => cell.execution_count), [1, null, 2]);
  assertEquals(clean.map((cell) => cell.id), ["cell-1", "cell-2", "cell-3"]);
});

Deno.test("cleanNotebook() gives doubled ids a name of their own", () => {
  const notebook = notebookOf("1", "2");
  notebook.cells[1]!.id = "cell-1";
  assertEquals(cleanNotebook(notebook).cells.map((c) => c.id), ["cell-1", "cell-1-again"]);
});

Deno.test("cleanNotebook() keeps of a picture the PNG, in the size that its density tells", () => {
  const png = indexedPng(new Uint8Array(4 * 40).fill(255), 20, 2, 2).toBase64();
  const data = { "text/html": "<img>", "image/png": png, "text/plain": "A figure" };
  const other = "iVBORw0KGgo=";
  const clean = cleanNotebook(withOutputs(
    { output_type: "execute_result", data, metadata: {}, execution_count: 7 },
    { output_type: "display_data", data: { "image/png": other }, metadata: {} },
  ));
  const [figure, plain] = outputsOf(clean);
  assert(figure?.output_type === "execute_result" && plain?.output_type === "display_data");
  assertEquals(figure.data, { "image/png": png, "text/plain": "A figure" });
  assertEquals(figure.metadata, { "image/png": { width: 10, alt: "A figure" } });
  assertEquals(plain.metadata, {});
});
