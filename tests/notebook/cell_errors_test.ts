/** What `cell_errors.py` makes of an error, in real runs on the kernel. */
import { assert, assertEquals } from "@std/assert";
import { setUpJupyter } from "../../lib/notebook/jupyter.ts";
import { type CodeCell, formatNotebook } from "../../lib/notebook/notebook_file.ts";
import { JUPYTER_FOLDER } from "../../lib/notebook/project_folder.ts";
import { runNotebook } from "../../lib/notebook/run_notebook.ts";
import { needsPython } from "./jupyter_here.ts";
import { notebookOf } from "./notebook_of.ts";

/** A cell, and what is shown of it. */
const CELLS: readonly (readonly [string, readonly string[]])[] = [
  ["const a = ;", [
    "SyntaxError: Expression expected",
    "In line 1 of the cell:",
    "    const a = ;",
    "              ^",
  ]],
  ["function f() {\n\n  return [1,\n", [
    "SyntaxError: Expression expected",
    "In line 3 of the cell:",
    "    return [1,",
    "            ^",
  ]],
  ["// deno-fmt-ignore-file\n\tif (", [
    "SyntaxError: Expression expected",
    "In line 2 of the cell:",
    "    if (",
    "     ^",
  ]],
  ["const q = 1;\nconst q = 2;", ["SyntaxError: Identifier 'q' has already been declared"]],
  // What the kernel compiles has other lines: without blanks, comments of types, or with more.
  ["// one\n\ntype T = {\n  a: number;\n};\n/** doc */\nconst t: T = { a: 1 };\n\nt.b.c;", [
    "TypeError: Cannot read properties of undefined (reading 'c')",
    "In line 9 of the cell:",
    "    t.b.c;",
  ]],
  [
    'import {\n  basename,\n  join,\n} from "node:path";\nimport * as fs from "node:fs";\n' +
    "const { x, ...rest } = { x: 1, y: 2, z: { u: 1, v: 2 } };\n\n" +
    'throw new Error("far down");',
    ["Error: far down", "In line 8 of the cell:", '    throw new Error("far down");'],
  ],
  ['function g(): void {\n\n\n  throw new Error("in g");\n}', []],
  ["// a\n\n// b\n[1].forEach(() => g());", [
    "Error: in g",
    "In line 4 of the cell:",
    "    [1].forEach(() => g());",
  ]],
  [
    'const later = async () => {\n  await null;\n  throw new Error("waited for");\n};\n\nawait later();',
    ["Error: waited for", "In line 6 of the cell:", "    await later();"],
  ],
  ["throw { code: 1 };", [
    "Error: an object",
    "What was thrown is no Error: throw new Error(...) tells the line too.",
  ]],
  ['import "../../no_such_folder/no_such_file.ts";\n"unreached"', [
    'TypeError: Module not found "file:///no_such_folder/no_such_file.ts".',
    "In line 1 of the cell:",
    '    import "../../no_such_folder/no_such_file.ts";',
  ]],
];

async function run(sources: readonly string[], goOn: boolean) {
  const folder = await Deno.makeTempDir();
  try {
    const notebook = notebookOf(...sources);
    if (goOn) { for (const cell of notebook.cells) cell.metadata = { tags: ["raises-exception"] }; }
    await Deno.writeTextFile(`${folder}/a.ipynb`, formatNotebook(notebook));
    return await runNotebook(`${folder}/a.ipynb`, await setUpJupyter(JUPYTER_FOLDER));
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

Deno.test({
  ...needsPython("every cell that fails shows why, and the line as it stands in the cell"),
  fn: async () => {
    const { notebook, failure } = await run(CELLS.map(([source]) => source), true);
    assertEquals(failure, null);
    const shown = (notebook.cells as CodeCell[]).map(({ outputs }) =>
      outputs.flatMap((output) => output.output_type === "error" ? output.traceback : [])
    );
    assertEquals(shown, CELLS.map(([, lines]) => lines));
  },
});

Deno.test({
  ...needsPython("a run that ends at a cell that cannot be compiled tells it"),
  fn: async () => {
    const { notebook, failure } = await run(["1", "const a = ;", "3"], false);
    assertEquals(failure?.cell, 2);
    assertEquals([failure?.name, failure?.message], ["SyntaxError", "Expression expected"]);
    assertEquals(failure?.traceback, CELLS[0]![1]);
    assertEquals((notebook.cells as CodeCell[]).map(({ outputs }) => outputs.length), [1, 1, 0]);
  },
});

Deno.test({
  ...needsPython("a package that cannot be loaded is named, with the reason"),
  fn: async () => {
    const name = "npm:@faultline/there_is_no_such_package@1.0.0";
    const { failure } = await run([`import a from "${name}";`], false);
    assert(failure?.message.startsWith(`Expected to load ${name} but found: `), failure?.message);
    assertEquals(failure?.traceback.length, 2);
  },
});
