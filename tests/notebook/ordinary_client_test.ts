/** The kernel as other programs than JupyterLab find and start it, such as editors: by its kernelspec alone. */
import { assert, assertEquals, assertMatch } from "@std/assert";
import { fileURLToPath } from "node:url";
import { join } from "node:path";
import { setUpJupyter } from "../../lib/notebook/jupyter.ts";
import { readNotebook } from "../../lib/notebook/notebook_file.ts";
import { JUPYTER_FOLDER, NOTEBOOKS_FOLDER } from "../../lib/notebook/project_folder.ts";
import { needsPython } from "./jupyter_here.ts";
import { textOf } from "./output_text.ts";

const CLIENT = fileURLToPath(new URL("ordinary_client.py", import.meta.url));

const OF_THE_PROJECT = join(JUPYTER_FOLDER, "share", "jupyter");

/** What cells show in a kernel that is started with JUPYTER_PATH as all that is set, in some folder. */
async function shownIn(folder: string, cells: readonly string[], jupyterPath = OF_THE_PROJECT) {
  const { python } = await setUpJupyter(JUPYTER_FOLDER, { say: console.log });
  const cwd = await Deno.makeTempDir();
  // Where Deno keeps what it has fetched.
  const kept = ["HOME", "DENO_DIR"].flatMap((name) => {
    const value = Deno.env.get(name);
    return value === undefined ? [] : [[name, value]];
  });
  const { success, stdout, stderr } = await new Deno.Command(python, {
    args: [CLIENT, folder, ...cells],
    cwd,
    clearEnv: true,
    env: {
      ...Object.fromEntries(kept),
      PATH: "/usr/bin:/bin",
      JUPYTER_PATH: jupyterPath,
    },
    stdin: "null",
  }).output();
  await Deno.remove(cwd, { recursive: true });
  assert(success, new TextDecoder().decode(stderr));
  return JSON.parse(new TextDecoder().decode(stdout)) as {
    specs: string[];
    shown: Record<string, string>[][];
  };
}

Deno.test({
  ...needsPython(
    "an ordinary client finds the kernel by JUPYTER_PATH alone and starts it anywhere",
  ),
  fn: async () => {
    const folder = await Deno.makeTempDir();
    const { specs, shown } = await shownIn(folder, ["1 + 1", "Deno.cwd()"]);
    assertEquals(specs, ["deno"]);
    assertMatch(shown[0]![0]!["text/plain"]!, /2/);
    assert(shown[1]![0]!["text/plain"]!.includes(await Deno.realPath(folder)));
    await Deno.remove(folder, { recursive: true });
  },
});

Deno.test({
  ...needsPython("started in the notebooks' folder, as editors do, it shows what notebooks show"),
  fn: async () => {
    const { shown } = await shownIn(NOTEBOOKS_FOLDER, [
      'import { showTable, toTable } from "../lib/mod.ts";\nshowTable(toTable([{ n: 1 }]))',
      "showTabel(1)",
    ]);
    assertMatch(shown[0]![0]!["text/html"]!, /<td class="fl-number" align="right" data-n="1">1</);
    assertMatch(shown[1]![0]!["error"]!, /showTabel is not defined/);
  },
});

/** Where `deno jupyter --install` puts kernels, below the user's home; editors look there with no Python about. */
const OF_THE_USER = Deno.build.os === "darwin"
  ? ["Library", "Jupyter"]
  : [".local", "share", "jupyter"];

Deno.test({
  ...needsPython(
    "the kernel that Deno itself installs for a user runs a committed notebook to its end",
  ),
  fn: async () => {
    const home = await Deno.makeTempDir();
    const { success, stderr } = await new Deno.Command(Deno.execPath(), {
      args: ["jupyter", "--install"],
      env: { HOME: home },
      stdin: "null",
    }).output();
    assert(success, new TextDecoder().decode(stderr));
    const { cells } = await readNotebook(join(NOTEBOOKS_FOLDER, "01_real_scores.ipynb"));
    const code = cells.filter((cell) => cell.cell_type === "code");
    const { specs, shown } = await shownIn(
      NOTEBOOKS_FOLDER,
      code.map(({ source }) => source),
      join(home, ...OF_THE_USER),
    );
    assertEquals(specs, ["deno"]);
    // Each cell shows what is committed, in the words that stand beside every picture and table.
    assertEquals(
      shown.map((bundles) => bundles.map((bundle) => bundle["text/plain"])),
      code.map(({ outputs }) => outputs.map((output) => textOf(output, "text/plain"))),
    );
    await Deno.remove(home, { recursive: true });
  },
});
