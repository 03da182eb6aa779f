import { assert, assertEquals } from "@std/assert";
import { jupyterVariables } from "../../lib/notebook/jupyter_variables.ts";

Deno.test("jupyterVariables() keeps every folder that Jupyter writes to below the environment", () => {
  const variables = jupyterVariables("/project/.venv");
  const folders = Object.entries(variables).filter(([name]) => name.endsWith("_DIR"));
  assertEquals(folders.length, 5);
  assert(folders.every(([, folder]) => folder.startsWith("/project/.venv/")));
});

Deno.test("jupyterVariables() shuts out the user's own Python and Jupyter paths", () => {
  const variables = jupyterVariables(".venv");
  for (const name of ["PYTHONPATH", "PYTHONHOME", "JUPYTER_PATH", "JUPYTER_CONFIG_PATH"]) {
    assertEquals(variables[name], "");
  }
});
