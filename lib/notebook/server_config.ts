/**
 * What tells JupyterLab's server to pass the kernel's outputs through `lab_outputs.py`, as it stands in
 * `jupyter_server_config.py`.
 *
 * @param folder Where that file lies.
 *
 * @example
 * ```ts
 * import { assert } from "@std/assert";
 * import { serverConfig } from "./server_config.ts";
 *
 * assert(serverConfig("/a b").includes('sys.path.append("/a b")'));
 * ```
 */
export function serverConfig(folder: string): string {
  // What is a string in JSON, in ASCII alone, is the same string in Python.
  const path = JSON.stringify(folder).replace(
    /[\u007f-\uffff]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
  return [
    "import sys",
    "",
    `sys.path.append(${path})`,
    "# The project's folder stays as it is.",
    "sys.dont_write_bytecode = True",
    'c.ServerApp.kernel_websocket_connection_class = "lab_outputs.TellingConnection"',
    "",
  ].join("\n");
}
