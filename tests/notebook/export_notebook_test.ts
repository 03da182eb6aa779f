import { assert, assertEquals } from "@std/assert";
import { parseHTML } from "linkedom";
import { exportNotebook } from "../../lib/notebook/export_notebook.ts";
import type { CodeCell, Notebook, Output } from "../../lib/notebook/notebook_file.ts";
import { HOSTILE_TEXTS } from "../browser/hostile.ts";
import { notebookOf } from "./notebook_of.ts";

const bodyOf = async (notebook: Notebook) => parseHTML(await exportNotebook(notebook)).document;

function showing(...outputs: Output[]): Notebook {
  const notebook = notebookOf("code()");
  (notebook.cells[0] as CodeCell).outputs = outputs;
  return notebook;
}

const bundle = (data: Record<string, unknown>): Output => ({
  output_type: "display_data",
  data,
  metadata: {},
});

Deno.test("exportNotebook() shows prose, code and outputs, titled by the first heading", async () => {
  const notebook = showing(
    { output_type: "stream", name: "stdout", text: "\u001b[33mprinted\u001b[39m\n" },
    { output_type: "error", ename: "E", evalue: "v", traceback: ["E: v", "Cause: w"] },
  );
  const source = "# The *title*\n\n| a | b |\n|---|---|\n| 1 | 2 |";
  notebook.cells.unshift({ cell_type: "markdown", metadata: {}, source });
  const document = await bodyOf(notebook);
  assertEquals(document.querySelector("title")!.textContent, "The *title*");
  assertEquals(document.querySelector("h1")!.innerHTML, "The <em>title</em>");
  assertEquals(document.querySelectorAll(".prose td").length, 2);
  assertEquals(document.querySelector(".code code")!.textContent, "code()");
  assertEquals([...document.querySelectorAll(".output pre")].map((pre) => pre.textContent), [
    "printed\n",
    "E: v\nCause: w",
  ]);
});

Deno.test("exportNotebook() shows the richest kind of an output", async () => {
  const document = await bodyOf(showing(
    bundle({ "text/plain": "plain", "text/html": ["<b>", "rich</b>"] }),
    bundle({ "image/png": "AAAA\n", "text/plain": "plain" }),
    bundle({ "application/json": { a: 1 } }),
    {
      output_type: "display_data",
      data: { "image/png": "AAAA", "text/plain": "A figure" },
      metadata: { "image/png": { width: 760 } },
    },
    bundle({ "image/svg+xml": "<svg><style>*{display:none}</style></svg>" }),
  ));
  const outputs = [...document.querySelectorAll(".output")];
  assertEquals(outputs[0]!.innerHTML.trim(), "<b>rich</b>");
  assertEquals(outputs[1]!.querySelector("img")!.getAttribute("src"), "data:image/png;base64,AAAA");
  assertEquals(outputs[2]!.textContent!.trim(), '{\n "a": 1\n}');
  const figure = outputs[3]!.querySelector("img")!;
  assertEquals([figure.getAttribute("width"), figure.getAttribute("alt")], ["760", "A figure"]);
  // An image has no say in the page around it.
  assert(outputs[4]!.querySelector("img")!.getAttribute("src")!.startsWith("data:image/svg+xml;"));
});

Deno.test("exportNotebook() carries nothing out that stands in prose, code or printed text", async () => {
  for (const text of HOSTILE_TEXTS) {
    const notebook = showing(
      { output_type: "stream", name: "stdout", text },
      bundle({ "text/plain": text }),
    );
    notebook.cells[0]!.source = text;
    notebook.cells.unshift({ cell_type: "markdown", metadata: {}, source: text });
    notebook.cells.push({ cell_type: "raw", metadata: {}, source: text });
    const document = await bodyOf(notebook);
    const found = document.querySelectorAll(
      "img, svg, iframe, h1.hostile-out, #hostile-link, [onerror]",
    );
    assertEquals(found.length, 0, text.slice(0, 80));
    assertEquals(document.querySelectorAll("script").length, 1);
    assertEquals(document.querySelectorAll('a[href^="javascript"]').length, 0);
  }
});

Deno.test("exportNotebook() folds long code", async () => {
  const document = await bodyOf(notebookOf("line\n".repeat(30)));
  assertEquals(document.querySelector("details.code summary")!.textContent, "31 lines of code");
});

Deno.test("exportNotebook() gives the same page for the same notebook", async () => {
  const notebook = showing(bundle({ "text/html": "<b>x</b>" }));
  assert(await exportNotebook(notebook) === await exportNotebook(notebook));
});

Deno.test("exportNotebook() keeps the HTML of a cell in its place, whatever it holds", async () => {
  for (const text of HOSTILE_TEXTS) {
    const notebook = showing(bundle({ "text/html": text }));
    notebook.cells.push({ cell_type: "markdown", metadata: {}, source: "the end" });
    const document = await bodyOf(notebook);
    assertEquals(document.querySelectorAll("script, iframe, [onerror], [onload]").length, 1);
    assertEquals(document.querySelectorAll('[href^="javascript"]').length, 0);
    // Nothing swallows what follows, nor stands beside it.
    assertEquals([...document.body.children].map((e) => e.className || e.tagName.toLowerCase()), [
      "code",
      "output",
      "prose",
      "script",
    ], text.slice(0, 80));
  }
});

Deno.test("exportNotebook() titles the page in one line in which every character shows", async () => {
  const notebook = notebookOf();
  const source = "# a \u202eb\u001b[31m <script>" + "x".repeat(1000);
  notebook.cells.push({ cell_type: "markdown", metadata: {}, source });
  const title = (await bodyOf(notebook)).querySelector("title")!.textContent!;
  assert(title.startsWith("a ⟨U+202E⟩b⟨U+001B⟩[31m <script>xxx") && title.length <= 201, title);
});
