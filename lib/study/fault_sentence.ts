import type { z } from "zod";
import { nearestName } from "./nearest_name.ts";

/** The longest text that is shown of what was found. */
const SHOWN = 60;

const NAMES: Readonly<Record<string, string>> = {
  string: "a text",
  number: "a number",
  int: "an integer",
  boolean: "true or false",
  array: "a list",
  object: "an object",
  record: "an object",
};

/**
 * What zod found wrong in a user's input, as a sentence "Expected … but found …". Give it to `safeParse` as `error`; a
 * schema that has a sentence of its own keeps it.
 *
 * @example
 * ```ts
 * import { assert } from "@std/assert";
 * import { z } from "zod";
 * import { faultSentence } from "./fault_sentence.ts";
 *
 * const { error } = z.int().min(1).safeParse(0, { error: faultSentence });
 * assert(error!.issues[0]!.message === "Expected a number of at least 1 but found 0");
 * ```
 */
export function faultSentence(issue: z.core.$ZodRawIssue): string {
  const found = `but found ${shown(issue.input)}`;
  switch (issue.code) {
    case "invalid_type":
      return `Expected ${nameOf(issue.expected)} ${found}`;
    case "too_small":
    case "too_big":
      return sizeFault(issue);
    case "invalid_value": {
      const values = (issue.values as unknown[]).map(shown);
      return `Expected ${values.length > 1 ? "one of " : ""}${values.join(", ")} ${found}`;
    }
    case "unrecognized_keys":
      return `Expected only known fields but found an unknown one${hint(issue)}`;
    case "invalid_key":
      return issue.issues[0]!.message;
    case "invalid_union": {
      const { discriminator, options } = issue as { discriminator?: string; options?: unknown[] };
      if (discriminator !== undefined && options) {
        const kind = (issue.input as Record<string, unknown>)[discriminator];
        return `Expected one of ${options.map(shown).join(", ")} but found ${shown(kind)}`;
      }
      return unionFault(issue.errors) ?? `Expected a known form ${found}`;
    }
    case "invalid_format":
      return `Expected a text of the form "${issue.format}" ${found}`;
    default:
      return `Expected what fits here ${found}`;
  }
}

/** So many fields are listed; of more than that, only one that is near is named. */
const LISTED = 8;

/** Which field was meant, or which there are; what the unknown one holds is not told. */
function hint({ inst, keys }: z.core.$ZodRawIssue<z.core.$ZodIssueUnrecognizedKeys>): string {
  const { shape } = (inst as z.core.$ZodObject | undefined)?._zod.def ?? {};
  const known = Object.keys(shape ?? {});
  const near = nearestName(keys[0] ?? "", known);
  if (near !== undefined) return `: did you mean "${near}"?`;
  return known.length > 0 && known.length <= LISTED ? ` (known are ${known.join(", ")})` : "";
}

/** What was found, in few words: a short text in quotes, of a list or an object only that it is one. */
export function shown(value: unknown): string {
  if (value === undefined) return "none";
  if (typeof value === "string") {
    if (value === "") return "an empty text";
    return JSON.stringify(value.length > SHOWN ? `${value.slice(0, SHOWN)}…` : value);
  }
  if (Array.isArray(value)) return value.length === 0 ? "an empty list" : "a list";
  return typeof value === "object" && value !== null ? "an object" : String(value);
}

function nameOf(expected: string): string {
  return NAMES[expected] ?? `a value of type ${expected}`;
}

function sizeFault(
  issue: z.core.$ZodRawIssue<z.core.$ZodIssueTooSmall | z.core.$ZodIssueTooBig>,
): string {
  const small = issue.code === "too_small";
  const limit = small ? issue.minimum : issue.maximum;
  const bound = issue.inclusive === false
    ? `${small ? "greater" : "less"} than ${limit}`
    : `of at ${small ? "least" : "most"} ${limit}`;
  const input = issue.input;
  if (typeof input === "string") {
    const unit = Number(limit) === 1 ? "character" : "characters";
    return `Expected a text ${bound} ${unit} but found ${input.length || "none"}`;
  }
  if (Array.isArray(input)) {
    return `Expected a list ${bound} but found ${input.length || "an empty one"}`;
  }
  return `Expected a number ${bound} but found ${shown(input)}`;
}

/** The forms that would do, or what the form that comes closest lacks. */
function unionFault(errors: readonly (readonly z.core.$ZodIssue[])[]): string | undefined {
  const firsts = errors.map((issues) => issues[0]!);
  const isOther = (issue: z.core.$ZodIssue) =>
    issue.code === "invalid_type" && issue.path.length === 0;
  const close = firsts.find((issue) => !isOther(issue));
  if (close || firsts.length === 0) return close?.message;
  const [, found] = firsts[0]!.message.split(" but ");
  const names = firsts.map((issue) => nameOf((issue as z.core.$ZodIssueInvalidType).expected));
  return `Expected ${names.join(" or ")} but ${found}`;
}
