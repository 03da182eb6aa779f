import { assert, assertEquals } from "@std/assert";
import { setUpJupyter } from "../../lib/notebook/jupyter.ts";
import { LAB_SETTINGS } from "../../lib/notebook/lab_settings.ts";
import { JUPYTER_FOLDER } from "../../lib/notebook/project_folder.ts";
import { needsPython } from "./jupyter_here.ts";

Deno.test({
  ...needsPython("LAB_SETTINGS names settings that JupyterLab has"),
  fn: async () => {
    const { folder } = await setUpJupyter(JUPYTER_FOLDER);
    for (const [plugin, settings] of Object.entries(LAB_SETTINGS)) {
      const path = `${folder}/share/jupyter/lab/schemas/${plugin.replace(":", "/")}.json`;
      const { properties } = JSON.parse(await Deno.readTextFile(path));
      for (const name of Object.keys(settings)) assert(name in properties, `${plugin} ${name}`);
    }
    const written = await Deno.readTextFile(`${folder}/share/jupyter/lab/settings/overrides.json`);
    assertEquals(JSON.parse(written), LAB_SETTINGS);
  },
});
