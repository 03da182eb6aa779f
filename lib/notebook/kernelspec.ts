/** The name by which notebooks ask for the kernel. */
export const KERNEL_NAME = "deno";

/**
 * What tells Jupyter how to start the Deno kernel, as it stands in `kernel.json`. It names one binary, so that
 * notebooks run on the Deno that the project runs on, and not on whichever comes first on PATH.
 *
 * @param deno Path of the Deno binary.
 *
 * @example
 * ```ts
 * import { assert } from "@std/assert";
 * import { kernelspec } from "./kernelspec.ts";
 *
 * assert(kernelspec("/opt/deno").argv[0] === "/opt/deno");
 * ```
 */
export function kernelspec(deno: string): Kernelspec {
  return {
    argv: [deno, "jupyter", "--kernel", "--conn", "{connection_file}"],
    display_name: "Deno",
    language: "typescript",
    env: { DENO_NO_UPDATE_CHECK: "1" },
  };
}

/** The part of Jupyter's kernel specification that is used here. */
export interface Kernelspec {
  readonly argv: readonly string[];
  readonly display_name: string;
  readonly language: string;
  readonly env: Readonly<Record<string, string>>;
}
