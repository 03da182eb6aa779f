import { join } from "node:path";

/**
 * The environment variables under which Jupyter keeps all that it writes below one folder, away from the
 * user's own Jupyter, and leaves out what the user's own Jupyter would add.
 *
 * @param folder The virtual environment.
 *
 * @example
 * ```ts
 * import { assert } from "@std/assert";
 * import { jupyterVariables } from "./jupyter_variables.ts";
 *
 * assert(jupyterVariables(".venv").JUPYTER_CONFIG_DIR?.startsWith(".venv"));
 * ```
 */
export function jupyterVariables(folder: string): Record<string, string> {
  const below = (...parts: string[]) => join(folder, "var", ...parts);
  return {
    JUPYTER_CONFIG_DIR: below("config"),
    JUPYTER_DATA_DIR: below("data"),
    JUPYTER_RUNTIME_DIR: below("runtime"),
    JUPYTERLAB_SETTINGS_DIR: below("lab", "settings"),
    JUPYTERLAB_WORKSPACES_DIR: below("lab", "workspaces"),
    IPYTHONDIR: below("ipython"),
    JUPYTER_NO_CONFIG: "",
    JUPYTER_PATH: "",
    JUPYTER_CONFIG_PATH: "",
    JUPYTER_PREFER_ENV_PATH: "1",
    PYTHONNOUSERSITE: "1",
    PYTHONDONTWRITEBYTECODE: "",
    PYTHONHOME: "",
    PYTHONPATH: "",
    VIRTUAL_ENV: folder,
  };
}
