import { assertEquals, assertMatch, assertRejects, assertThrows } from "@std/assert";
import { InputError } from "../../lib/study/input_error.ts";
import {
  type CodeCell,
  formatNotebook,
  parseNotebook,
  readNotebook,
} from "../../lib/notebook/notebook_file.ts";
import { notebookOf } from "./notebook_of.ts";

Deno.test("parseNotebook() reads what formatNotebook() writes", () => {
  const notebook = notebookOf("1 + 1\n2 + 2\n", "");
  assertEquals(parseNotebook(formatNotebook(notebook), "a.ipynb"), notebook);
});

Deno.test("formatNotebook() gives a line of text a line of its own", () => {
  const json = formatNotebook(notebookOf("first\nsecond"));
  assertMatch(json, /"first\\n",\n\s+"second"\n/);
});

Deno.test("formatNotebook() leaves a picture one text, which VS Code needs, and cuts SVG into lines", () => {
  const notebook = notebookOf("1");
  const data = { "image/png": "iVBORw==", "image/svg+xml": "<svg>\n</svg>" };
  (notebook.cells[0] as CodeCell).outputs = [{ output_type: "display_data", data, metadata: {} }];
  const written = JSON.parse(formatNotebook(notebook)).cells[0].outputs[0].data;
  assertEquals(written, { "image/png": "iVBORw==", "image/svg+xml": ["<svg>\n", "</svg>"] });
});

Deno.test("formatNotebook() writes the keys in one order", () => {
  const notebook = notebookOf("1");
  const turned = { ...Object.fromEntries(Object.entries(notebook).reverse()) };
  assertEquals(formatNotebook(turned as typeof notebook), formatNotebook(notebook));
});

Deno.test("parseNotebook() names the file and the field that does not fit", () => {
  const cases: [string, RegExp][] = [
    ["not json", /a\.ipynb: Expected a notebook but found a file that is not JSON/],
    ["[]", /^a\.ipynb: Expected an object but found an empty list$/],
    ["{}", /^a\.ipynb, nbformat: Expected a notebook of format 4 but found none$/],
    [
      '{"nbformat":3,"nbformat_minor":0,"metadata":{},"cells":[]}',
      /^a\.ipynb, nbformat: Expected a notebook of format 4 but found 3$/,
    ],
    [
      '{"nbformat":4,"nbformat_minor":5,"metadata":{},"cells":[{"cell_type":"code"}]}',
      /^a\.ipynb, cells\[0\]\.metadata: Expected an object but found none$/,
    ],
    [
      '{"nbformat":4,"nbformat_minor":5,"metadata":{},"cells":[{"cell_type":"heading"}]}',
      /^a\.ipynb, cells\[0\]\.cell_type: Expected one of "code", "markdown", "raw" but found "heading"$/,
    ],
  ];
  for (const [json, expected] of cases) {
    assertMatch(assertThrows(() => parseNotebook(json, "a.ipynb"), InputError).message, expected);
  }
});

Deno.test("readNotebook() names a file that is not there", async () => {
  const error = await assertRejects(() => readNotebook("/nowhere/a.ipynb"), InputError);
  assertMatch(error.message, /^\/nowhere\/a\.ipynb: /);
});
