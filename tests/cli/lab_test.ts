import { assertEquals } from "@std/assert";
import { fileURLToPath } from "node:url";
import { setUpJupyter } from "../../lib/notebook/jupyter.ts";
import { JUPYTER_FOLDER } from "../../lib/notebook/project_folder.ts";
import { needsPython } from "../notebook/jupyter_here.ts";

Deno.test({
  ...needsPython("lab starts the pinned JupyterLab, with options of the user's own"),
  fn: async () => {
    await setUpJupyter(JUPYTER_FOLDER);
    const requirements = await Deno.readTextFile(
      new URL("../../lib/notebook/requirements.txt", import.meta.url),
    );
    const pinned = /^jupyterlab==(.+)$/m.exec(requirements)![1];
    const { code, stdout } = await new Deno.Command(Deno.execPath(), {
      args: [
        "run",
        "-A",
        fileURLToPath(new URL("../../lib/cli/lab.ts", import.meta.url)),
        "--version",
      ],
    }).output();
    assertEquals(code, 0);
    assertEquals(new TextDecoder().decode(stdout).trim(), pinned);
  },
});
