import type { z } from "zod";
import { faultSentence } from "./fault_sentence.ts";
import { InputError, type Where } from "./input_error.ts";
import { nearestName } from "./nearest_name.ts";

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
  const issue = firstFault(error.issues);
  const unknown = issue.code === "unrecognized_keys" ? issue.keys.slice(0, 1) : [];
  const path = [where.field, ...issue.path, ...unknown].filter((part) => part !== undefined)
    .map((part) => typeof part === "number" ? `[${part}]` : `.${String(part)}`);
  const field = path.join("").replace(/^\./, "");
  throw new InputError(issue.message, { ...where, ...(field === "" ? {} : { field }) }, {
    cause: error,
  });
}

/** The first fault; a field that is missing because its name is misspelt is told by the name that is there. */
function firstFault(issues: readonly z.core.$ZodIssue[]): z.core.$ZodIssue {
  const [first] = issues as readonly [z.core.$ZodIssue];
  const place = (path: readonly PropertyKey[]) => JSON.stringify(path.map(String));
  const within = place(first.path.slice(0, -1));
  const misspelt = issues.find((issue) =>
    issue.code === "unrecognized_keys" && place(issue.path) === within &&
    nearestName(issue.keys[0]!, [String(first.path.at(-1))]) !== undefined
  );
  return misspelt ?? first;
}
