import { InputError } from "./input_error.ts";

const REASONS: Readonly<Record<string, string>> = {
  ENOENT: "it does not exist",
  ENOTDIR: "its folder is a file",
  EISDIR: "it is a folder",
  EACCES: "permission is denied",
  EPERM: "permission is denied",
  ELOOP: "it is a link to itself",
};

/**
 * A file system's refusal to read as an {@linkcode InputError} that names the file; other errors stay as they are.
 *
 * @example
 * ```ts
 * import { assert } from "@std/assert";
 * import { readError } from "./read_error.ts";
 *
 * const error = await Deno.readTextFile("lib").catch((error) => readError(error, "lib"));
 * assert((error as Error).message === "lib: Expected a file that can be read but it is a folder");
 * ```
 */
export function readError(error: unknown, path: string): unknown {
  if (!(error instanceof Error) || error instanceof InputError) return error;
  const reason = REASONS[(error as { code?: string }).code ?? ""];
  return reason
    ? new InputError(`Expected a file that can be read but ${reason}`, { file: path }, {
      cause: error,
    })
    : error;
}
