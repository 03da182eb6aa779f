import { z } from "zod";
import { readInput } from "../study/read_input.ts";
import { InputError } from "../study/input_error.ts";
import { OUTCOMES } from "../study/outcome.ts";

const column = z.string().min(1);

/** Checks a {@linkcode LabelMapping}. */
export const labelMappingSchema = z.strictObject({
  query: z.union([column, z.array(column).min(1)]),
  text: column.optional(),
  model: column,
  response: column.optional(),
  provider: column.optional(),
  families: z.record(z.string().min(1), z.string().min(1)).optional(),
  cluster: z.union([column, z.strictObject({ column, pattern: z.string().min(1) })]).optional(),
  judges: z.array(
    z.strictObject({ label: column, name: z.string().min(1).optional(), column: column.optional() })
      .refine(({ name, column }) => (name === undefined) !== (column === undefined), {
        error: "Expected either the judge's name or the column that has it",
      }),
  ).min(1),
  labels: z.array(z.string().min(1)).min(2).optional(),
  refusals: z.array(z.string().min(1)).min(1).optional(),
  scale: z.strictObject({ min: z.number(), max: z.number() }).optional(),
  outcomes: z.record(z.string().min(1), z.enum(OUTCOMES).exclude(["answered"])).default({}),
});

/**
 * What the columns of a table of labels or scores are. The table has one row per query and model, or per query,
 * model and judge.
 *
 * - `query`: the column that names the query, or several that do so together; `text`: its words.
 * - `model`: the model; `response`: what it answered.
 * - `provider`: whose model it is, or `families`, the rules that tell: the longest prefix of the model's name counts.
 * - `cluster`: what intervals are clustered on (default: the query), a column or the first group of a pattern (a
 *   regular expression) in it. Queries that resemble each other belong into one cluster.
 * - `judges`: for each column of labels the judge's `name`, or the `column` that has it.
 * - Labels: `labels` are all of them, from full answer to refusal, `refusals` those that count as one.
 *   Scores: `scale`, their lowest and highest.
 * - `outcomes`: what other entries of a label column mean, such as `{"MODERATED": "filtered"}`. An empty cell is
 *   `not_run`.
 */
export type LabelMapping = z.infer<typeof labelMappingSchema>;

/**
 * Checks a mapping.
 *
 * @param value What its author wrote.
 * @param file A name for it in messages.
 * @throws {InputError} Naming the field at fault.
 *
 * @example
 * ```ts
 * import { assert } from "@std/assert";
 * import { parseLabelMapping } from "./label_table_mapping.ts";
 *
 * const mapping = parseLabelMapping({
 *   query: "question",
 *   model: "model",
 *   families: { "openai/": "openai" },
 *   judges: [{ label: "label", name: "o3" }],
 *   labels: ["COMPLETE", "DENIAL"],
 *   refusals: ["DENIAL"],
 * });
 * assert(mapping.judges[0]?.name === "o3");
 * ```
 */
export function parseLabelMapping(value: unknown, file = "mapping"): LabelMapping {
  const mapping = readInput(labelMappingSchema, value, { file });
  const fault = faultOf(mapping);
  if (fault) throw new InputError(fault.message, { file, field: fault.field });
  return mapping;
}

function faultOf(
  { provider, families, labels, refusals, scale, outcomes, cluster }: LabelMapping,
): { field: string; message: string } | null {
  if ((provider === undefined) === (families === undefined)) {
    return {
      field: "provider",
      message: "Expected either a column of providers or rules in families",
    };
  }
  if ((labels === undefined) === (scale === undefined)) {
    return { field: "labels", message: "Expected either labels or the scale of scores" };
  }
  if ((labels === undefined) !== (refusals === undefined)) {
    return { field: "refusals", message: "Expected refusals with labels, and none with scores" };
  }
  if (labels && new Set(labels).size < labels.length) {
    return { field: "labels", message: "Expected each label once but found one twice" };
  }
  const stranger = refusals?.find((label) => !labels?.includes(label));
  if (stranger !== undefined) {
    return { field: "refusals", message: `Expected one of the labels but found "${stranger}"` };
  }
  const both = labels?.find((label) => Object.hasOwn(outcomes, label));
  if (both !== undefined) {
    return { field: "outcomes", message: `Expected no label here but found "${both}"` };
  }
  if (scale && !(scale.min < scale.max)) {
    return { field: "scale", message: "Expected min to be below max" };
  }
  if (typeof cluster === "object") {
    try {
      new RegExp(cluster.pattern, "u");
    } catch (error) {
      return {
        field: "cluster.pattern",
        message: `Expected a regular expression but found ${(error as Error).message}`,
      };
    }
  }
  return null;
}
