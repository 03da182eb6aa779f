import type { z } from "zod";
import { InputError, type Where } from "./input_error.ts";

/**
 * The first fault that zod found in a user's input, as one sentence with its place.
 *
 * @param error What `safeParse` gave.
 * @param where Where the input stands; the path of the fault follows `where.field`.
 *
 * @example
 * ```ts
 * import { assert } from "@std/assert";
 * import { z } from "zod";
 * import { firstFault } from "./first_fault.ts";
 *
 * const { error } = z.strictObject({ seed: z.int() }).safeParse({ sead: 1, seed: 1 });
 * assert(firstFault(error!, { file: "study.json" }).message.startsWith("study.json, sead: "));
 * ```
 */
export function firstFault(error: z.ZodError, where: Where = {}): InputError {
  const issue = error.issues[0]!;
  const unknown = issue.code === "unrecognized_keys" ? issue.keys.slice(0, 1) : [];
  const field = [where.field, ...issue.path, ...unknown].filter((part) => part !== undefined)
    .join(".");
  return new InputError(issue.message, { ...where, ...(field === "" ? {} : { field }) }, {
    cause: error,
  });
}
