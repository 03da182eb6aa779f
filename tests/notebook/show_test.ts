import { assertEquals } from "@std/assert";
import { setUpJupyter } from "../../lib/notebook/jupyter.ts";
import { type CodeCell, formatNotebook } from "../../lib/notebook/notebook_file.ts";
import { JUPYTER_FOLDER, PROJECT_FOLDER } from "../../lib/notebook/project_folder.ts";
import { runNotebook } from "../../lib/notebook/run_notebook.ts";
import { needsPython } from "./jupyter_here.ts";
import { notebookOf } from "./notebook_of.ts";

Deno.test({
  ...needsPython("show() puts all views into the cell that showed them"),
  fn: async () => {
    const folder = await Deno.makeTempDir({ dir: PROJECT_FOLDER, prefix: ".test-" });
    const notebook = notebookOf(
      'import { show, View } from "../lib/notebook/mod.ts";',
      'await show(...Array.from({ length: 40 }, (_, i) => new View("x".repeat(9000), `view ${i}`)));',
      "1",
      "2",
    );
    try {
      await Deno.writeTextFile(`${folder}/a.ipynb`, formatNotebook(notebook));
      const run = await runNotebook(`${folder}/a.ipynb`, await setUpJupyter(JUPYTER_FOLDER));
      assertEquals(run.failure, null);
      const counts = (run.notebook.cells as CodeCell[]).map((cell) => cell.outputs.length);
      assertEquals(counts, [0, 40, 1, 1]);
    } finally {
      await Deno.remove(folder, { recursive: true });
    }
  },
});
