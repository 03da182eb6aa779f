import type { z } from "zod";
import { faultSentence } from "./fault_sentence.ts";
import { InputError, type Where } from "./input_error.ts";

/**
 * Reads a user's input by a schema.
 *
 * @param where Where the input stands; the path of a fault follows `where.field`.
 * @throws {InputError} For the first fault, as one sentence with its place.
 *
 * @example
 * ```ts
 * import { assert, assertThrows } from "@std/assert";
 * import { z } from "zod";
 * import { readInput } from "./read_input.ts";
 *
 * const schema = z.strictObject({ seed: z.int() });
 * assert(readInput(schema, { seed: 1 }).seed === 1);
 * assertThrows(
 *   () => readInput(schema, { seed: 0.5 }, { file: "study.json" }),
 *   Error,
 *   "study.json, seed: Expected an integer but found 0.5",
 * );
 * ```
 */
export function readInput<S extends z.ZodType>(
  schema: S,
  value: unknown,
  where: Where = {},
): z.output<S> {
  const { data, error } = schema.safeParse(value, { error: faultSentence });
  if (!error) return data as z.output<S>;
  const issue = error.issues[0]!;
  const unknown = issue.code === "unrecognized_keys" ? issue.keys.slice(0, 1) : [];
  const path = [where.field, ...issue.path, ...unknown].filter((part) => part !== undefined)
    .map((part) => typeof part === "number" ? `[${part}]` : `.${String(part)}`);
  const field = path.join("").replace(/^\./, "");
  throw new InputError(issue.message, { ...where, ...(field === "" ? {} : { field }) }, {
    cause: error,
  });
}
