import type { Jupyter } from "./jupyter.ts";

/** How JupyterLab is opened. */
export interface LabOptions {
  /** The folder that it shows. */
  readonly root: string;
  /** What it opens first, relative to the root. */
  readonly open?: string | undefined;
  /** Further arguments, as JupyterLab's own command takes them. */
  readonly args?: readonly string[];
}

/**
 * The command that opens JupyterLab on a folder. It looks for no news and no newer version, and offers no
 * extensions to install, so that it talks to nobody but the browser.
 *
 * @example
 * ```ts
 * import { assert } from "@std/assert";
 * import { labCommand } from "./lab_command.ts";
 *
 * const { args } = labCommand({ folder: "e", python: "e/bin/python", variables: {} }, { root: "." });
 * assert(args[0] === "-m" && args[1] === "jupyterlab");
 * ```
 */
export function labCommand(
  jupyter: Jupyter,
  { root, open, args = [] }: LabOptions,
): { command: string; args: string[]; variables: Readonly<Record<string, string>> } {
  const settings = [
    `--ServerApp.root_dir=${root}`,
    `--LabApp.default_url=/lab${open ? `/tree/${open}` : ""}`,
    "--LabApp.news_url=None",
    "--LabApp.check_for_updates_class=jupyterlab.NeverCheckForUpdate",
    "--LabApp.extension_manager=readonly",
    "--KernelSpecManager.ensure_native_kernel=False",
  ];
  // Jupyter refuses to run as root without this, and in a container there is often no other user.
  if (Deno.build.os !== "windows" && Deno.uid() === 0) settings.push("--allow-root");
  return {
    command: jupyter.python,
    args: ["-m", "jupyterlab", ...settings, ...args],
    variables: jupyter.variables,
  };
}
