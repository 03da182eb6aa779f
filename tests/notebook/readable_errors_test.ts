import { assert, assertEquals } from "@std/assert";
import { knowNames, readableStack } from "../../lib/notebook/readable_errors.ts";
import { setUpJupyter } from "../../lib/notebook/jupyter.ts";
import { type CodeCell, formatNotebook } from "../../lib/notebook/notebook_file.ts";
import { JUPYTER_FOLDER, PROJECT_FOLDER } from "../../lib/notebook/project_folder.ts";
import { runNotebook } from "../../lib/notebook/run_notebook.ts";
import { InputError } from "../../lib/study/input_error.ts";
import { needsPython } from "./jupyter_here.ts";
import { notebookOf } from "./notebook_of.ts";

Deno.test("readableStack() shows bad input as its sentence and its cause alone", () => {
  const error = new InputError("Expected a folder", { file: "a" }, {
    cause: new Error("no such file"),
  });
  assertEquals(
    readableStack(error, ["f (x.ts:1:2)"]),
    "InputError: a: Expected a folder\nCause: no such file",
  );
});

Deno.test("readableStack() shows where a fault of the program lies, and not all that called it", () => {
  const frames = Array.from({ length: 30 }, (_, i) => `f${i}`);
  const lines = readableStack(new TypeError("x is undefined"), frames).split("\n");
  assertEquals(lines.slice(0, 2), ["TypeError: x is undefined", "    at f0"]);
  assert(lines.length < 10);
});

Deno.test("readableStack() shows a wrong argument with the line of the cell that passed it", () => {
  const frames = ["figureRows (lib/figures/figure_rows.ts:35:13)", "<anonymous>:4:22"];
  assertEquals(
    readableStack(new TypeError('Expected a column "model" but found modle'), frames),
    'TypeError: Expected a column "model" but found modle\nIn line 4 of the compiled cell.',
  );
});

Deno.test("readableStack() tells the line of the running cell, and not that of a function from another", () => {
  const told = (...frames: string[]) => readableStack(new Error("x"), frames).split("\n").slice(1);
  assertEquals(told("g (<anonymous>:9:1)", "<anonymous>:7:3", "<anonymous>:2:3"), [
    "In line 2 of the compiled cell, within g.",
  ]);
  assertEquals(told("g (<anonymous>:9:1)", "async <anonymous>:3:3"), [
    "In line 3 of the compiled cell, within g.",
  ]);
  // Of a call that a timer made nobody knows the cell.
  assertEquals(told("g (<anonymous>:9:1)"), ["    at g (<anonymous>:9:1)"]);
});

Deno.test("readableStack() says what a name that nothing has was meant for", () => {
  knowNames(["showTable", "runHere"]);
  try {
    const told = (message: string) => readableStack(new TypeError(message), ["<anonymous>:2:1"]);
    assertEquals(
      told("showTabel is not a function"),
      'TypeError: showTabel is not a function\n"../lib/mod.ts" has no showTabel: is showTable meant?\n' +
        "In line 2 of the compiled cell.",
    );
    assert(told("runHere is not defined").includes('Import runHere from "../lib/mod.ts"'));
    assert(told("zzz is not a constructor").includes("silently undefined"));
    assert(!told("run.high.x is not a function").includes("meant"));
  } finally {
    knowNames([]);
  }
});

Deno.test("readableStack() lets no character of a message or a file's name act", () => {
  const shown = readableStack(new Error("\u001b[2Jgone"), ["f (\u202ets.x:1:2)"]);
  assertEquals(shown, "Error: ⟨U+001B⟩[2Jgone\n    at f (⟨U+202E⟩ts.x:1:2)");
});

Deno.test({
  ...needsPython(
    "in the kernel a failing cell shows the sentence and the cause, and lost rejections are told",
  ),
  fn: async () => {
    const folder = await Deno.makeTempDir({ dir: PROJECT_FOLDER, prefix: ".test-" });
    const notebook = notebookOf(
      'import { InputError } from "../lib/study/input_error.ts";\nimport "../lib/notebook/mod.ts";',
      'Promise.reject(new Error("lost", { cause: new Error("the reason") }));\n' +
        "await new Promise((done) => setTimeout(done, 50));",
      'setTimeout(() => { throw new Error("late", { cause: new Error("a timer") }) }, 10);\n' +
        "await new Promise((done) => setTimeout(done, 100));",
      'throw new InputError("Expected a folder", { file: "a" }, { cause: new Error("no such file") })',
    );
    try {
      await Deno.writeTextFile(`${folder}/a.ipynb`, formatNotebook(notebook));
      const run = await runNotebook(`${folder}/a.ipynb`, await setUpJupyter(JUPYTER_FOLDER));
      assertEquals(run.failure?.traceback, [
        "InputError: a: Expected a folder",
        "Cause: no such file",
      ]);
      const [lost] = (run.notebook.cells[1] as CodeCell).outputs;
      assert(lost?.output_type === "stream" && lost.text.includes("lost\nCause: the reason"));
      const [late] = (run.notebook.cells[2] as CodeCell).outputs;
      assert(late?.output_type === "stream" && late.text.includes("late\nCause: a timer"));
    } finally {
      await Deno.remove(folder, { recursive: true });
    }
  },
});
