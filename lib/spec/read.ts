import type { Spec } from "./clause.ts";
import { InputError } from "../study/input_error.ts";
import { parseSpec } from "./parse.ts";
import type { ParseOptions } from "./parse.ts";

/**
 * Reads a spec from a Markdown file.
 *
 * @throws {InputError} If the file cannot be read, or as {@linkcode parseSpec} does.
 *
 * @example
 * ```ts
 * import { assert } from "@std/assert";
 * import { readSpec } from "./read.ts";
 *
 * const spec = await readSpec("data/sample_spec.md");
 * assert(spec.clauses.length > 20);
 * ```
 */
export async function readSpec(
  path: string,
  options: Omit<ParseOptions, "file"> = {},
): Promise<Spec> {
  let bytes: Uint8Array;
  try {
    bytes = await Deno.readFile(path);
  } catch (error) {
    throw new InputError(
      `Expected a readable Markdown file but found none (${(error as Error).name})`,
      { file: path },
      { cause: error },
    );
  }
  return parseSpec(bytes, { ...options, file: path });
}
