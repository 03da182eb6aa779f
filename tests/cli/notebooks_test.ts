import { assert, assertEquals, assertMatch, assertRejects } from "@std/assert";
import { notebooks } from "../../lib/cli/notebooks.ts";
import { setUpJupyter } from "../../lib/notebook/jupyter.ts";
import { formatNotebook } from "../../lib/notebook/notebook_file.ts";
import { JUPYTER_FOLDER } from "../../lib/notebook/project_folder.ts";
import { InputError } from "../../lib/study/input_error.ts";
import { needsPython } from "../notebook/jupyter_here.ts";
import { notebookOf } from "../notebook/notebook_of.ts";

/** Whether JupyterLab would show the outputs with their scripts. */
const TRUSTED = `
import sys, nbformat
from nbformat.sign import NotebookNotary
print(NotebookNotary().check_signature(nbformat.read(sys.argv[1], 4)))`;

Deno.test({
  ...needsPython("notebooks() writes what ran, the same each time, and leaves what failed"),
  fn: async () => {
    const folder = await Deno.makeTempDir();
    const [good, bad] = [`${folder}/a.ipynb`, `${folder}/b.ipynb`];
    await Deno.writeTextFile(good, formatNotebook(notebookOf('console.log("hello")', "6 * 7")));
    await Deno.writeTextFile(bad, formatNotebook(notebookOf('throw new Error("no luck")')));
    const before = await Deno.readTextFile(bad);
    const said: string[] = [];
    const say = (line: string) => void said.push(line);

    assertEquals(await notebooks(["--check", good], say), 0);
    assert(!(await Deno.readTextFile(good)).includes("42"));

    assertEquals(await notebooks([good, bad], say), 1);
    const executed = await Deno.readTextFile(good);
    assert(executed.includes("hello") && executed.includes("42"));
    assertEquals(await Deno.readTextFile(bad), before);
    assertMatch(said.at(-2)!, /b\.ipynb, cell 1: Error: no luck\n {2}In line 1 of the cell:\n/);

    assertEquals(await notebooks([good], say), 0);
    assertEquals(await Deno.readTextFile(good), executed);

    // Of this one the kernel itself says nothing. Cells of prose count too.
    const mistyped = notebookOf("# prose", "1", "const a = 1;\n\nconst b = ;");
    const [prose, ...code] = mistyped.cells;
    const cells = [{ ...prose!, cell_type: "markdown" as const }, ...code];
    await Deno.writeTextFile(bad, formatNotebook({ ...mistyped, cells }));
    assertEquals(await notebooks([bad], say), 1);
    assertMatch(
      said.at(-2)!,
      /b\.ipynb, cell 3: SyntaxError: Expression expected\n {2}In line 3 of the cell:\n {6}const b = ;\n/,
    );

    const { python, variables } = await setUpJupyter(JUPYTER_FOLDER);
    const trusted = async (file: string) =>
      new TextDecoder().decode(
        (await new Deno.Command(python, { args: ["-c", TRUSTED, file], env: { ...variables } })
          .output()).stdout,
      ).trim();
    assertEquals([await trusted(good), await trusted(bad)], ["True", "False"]);
    await Deno.remove(folder, { recursive: true });
  },
});

Deno.test("notebooks() refuses unknown options and files that are no notebooks, before any set-up", async () => {
  await assertRejects(() => notebooks(["--fast"]), InputError, "found --fast");
  await assertRejects(() => notebooks(["/nowhere/a.ipynb"]), InputError, "/nowhere/a.ipynb");
});
