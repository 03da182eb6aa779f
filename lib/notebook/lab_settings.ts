/**
 * How JupyterLab behaves before the user changes anything: it starts a notebook's kernel without asking which, and
 * asks for no permission to fetch news.
 *
 * @example
 * ```ts
 * import { assert } from "@std/assert";
 * import { LAB_SETTINGS } from "./lab_settings.ts";
 *
 * assert(Object.keys(LAB_SETTINGS).every((plugin) => plugin.startsWith("@jupyterlab/")));
 * ```
 */
export const LAB_SETTINGS: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
  "@jupyterlab/apputils-extension:notification": { fetchNews: "false" },
  "@jupyterlab/notebook-extension:tracker": { autoStartDefaultKernel: true },
};
