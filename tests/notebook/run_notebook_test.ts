import { assert, assertEquals } from "@std/assert";
import { setUpJupyter } from "../../lib/notebook/jupyter.ts";
import { type CodeCell, formatNotebook, type Notebook } from "../../lib/notebook/notebook_file.ts";
import { JUPYTER_FOLDER } from "../../lib/notebook/project_folder.ts";
import { runNotebook } from "../../lib/notebook/run_notebook.ts";
import { needsPython } from "./jupyter_here.ts";
import { notebookOf } from "./notebook_of.ts";

async function run(notebook: Notebook) {
  const folder = await Deno.makeTempDir();
  try {
    await Deno.writeTextFile(`${folder}/a.ipynb`, formatNotebook(notebook));
    return await runNotebook(`${folder}/a.ipynb`, await setUpJupyter(JUPYTER_FOLDER));
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

/** What a cell printed, and what its values and displays show as text. */
function shown(cell: CodeCell): string[] {
  return cell.outputs.map((output) =>
    output.output_type === "stream"
      ? `${output.name}: ${output.text}`
      : output.output_type === "error"
      ? output.evalue
      : String(output.data["text/plain"])
  );
}

const RUNS = 5;
const CELLS = 40;
const LARGE = 2_000_000;

Deno.test({
  ...needsPython("runNotebook() loses no output of many cells that log and have a value"),
  fn: async () => {
    const source = (i: number) =>
      `console.log("first ${i}"); console.log("second ${i}"); console.error("third ${i}");
await Deno.jupyter.display({ "text/plain": "shown ${i}" }, { raw: true });
({ [Symbol.for("Jupyter.display")]: () => ({ "text/plain": "value ${i}" }) })`;
    const large = [
      `console.log("x".repeat(${LARGE})); "after"`,
      `({ [Symbol.for("Jupyter.display")]: () => ({ "text/plain": "y".repeat(${LARGE}) }) })`,
    ];
    const notebook = notebookOf(...Array.from({ length: CELLS }, (_, i) => source(i)), ...large);
    let first: string | undefined;
    for (let i = 0; i < RUNS; i++) {
      const { notebook: executed, failure } = await run(notebook);
      assertEquals(failure, null);
      const cells = executed.cells as CodeCell[];
      for (let c = 0; c < CELLS; c++) {
        assertEquals(shown(cells[c]!), [
          `stdout: first ${c}\nsecond ${c}\n`,
          `stderr: third ${c}\n`,
          `shown ${c}`,
          `value ${c}`,
        ]);
      }
      assertEquals(shown(cells[CELLS]!)[0]?.length, "stdout: ".length + LARGE + 1);
      assertEquals(shown(cells[CELLS + 1]!), ["y".repeat(LARGE)]);
      // Executed again, it is the same file.
      first ??= formatNotebook(executed);
      assert(formatNotebook(executed) === first);
    }
  },
});

Deno.test({
  ...needsPython("runNotebook() leaves the user's home as it is"),
  fn: async () => {
    const folder = await Deno.makeTempDir();
    const home = await Deno.makeTempDir();
    const info = await new Deno.Command(Deno.execPath(), { args: ["info", "--json"] }).output();
    const { denoDir } = JSON.parse(new TextDecoder().decode(info.stdout));
    await Deno.writeTextFile(`${folder}/a.ipynb`, formatNotebook(notebookOf("1 + 1")));
    const { failure } = await runNotebook(`${folder}/a.ipynb`, await setUpJupyter(JUPYTER_FOLDER), {
      variables: { HOME: home, DENO_DIR: denoDir },
    });
    assertEquals(failure, null);
    assertEquals(await Array.fromAsync(Deno.readDir(home)), []);
    assertEquals((await Array.fromAsync(Deno.readDir(folder))).map((e) => e.name), ["a.ipynb"]);
    await Deno.remove(folder, { recursive: true });
    await Deno.remove(home, { recursive: true });
  },
});

Deno.test({
  ...needsPython("runNotebook() puts what comes late to the cell that caused it"),
  fn: async () => {
    const { notebook } = await run(notebookOf(
      'setTimeout(() => console.log("late"), 300); "early"',
      "await new Promise((done) => setTimeout(done, 600)); 2",
    ));
    const [first, second] = notebook.cells as CodeCell[];
    assertEquals([...shown(first!), ...shown(second!)].filter((s) => s.includes("late")).length, 1);
  },
});

Deno.test({
  ...needsPython("runNotebook() tells the cell that failed and stops there"),
  fn: async () => {
    const { notebook, failure } = await run(notebookOf(
      "1",
      'throw new RangeError("Expected k to be above 0 but found -1")',
      "3",
    ));
    assertEquals(failure?.cell, 2);
    assert(failure?.message.includes("Expected k to be above 0 but found -1"), failure?.message);
    const cells = notebook.cells as CodeCell[];
    assertEquals(cells.map((cell) => cell.outputs.length), [1, 1, 0]);
  },
});

Deno.test({
  ...needsPython("runNotebook() tells a cell that ends the kernel"),
  fn: async () => {
    const notebook = notebookOf("# prose", "1", "Deno.exit(3)");
    const [prose, ...code] = notebook.cells;
    const cells = [{ ...prose!, cell_type: "markdown" as const }, ...code];
    const { failure } = await run({ ...notebook, cells });
    assertEquals(failure?.cell, 3);
    assert(failure?.message.includes("ended the kernel"), failure?.message);
  },
});

Deno.test({
  ...needsPython("runNotebook() says so when an output is too large for the kernel to send"),
  fn: async () => {
    const { failure } = await run(notebookOf(
      'await Deno.jupyter.display({ "text/plain": "y".repeat(30_000_000) }, { raw: true }); 1',
    ));
    assert(failure === null || failure.message.includes("4 MB"), failure?.message);
  },
});
