import { z } from "zod";
import { shown } from "../study/fault_sentence.ts";
import { readInput } from "../study/read_input.ts";
import { InputError } from "../study/input_error.ts";
import { modelRefSchema } from "../study/model_ref.ts";
import { nudgeSchema } from "../study/scenario.ts";

const column = z.string().min(1);
const key = modelRefSchema.shape.key;

const queryColumns = {
  query: column,
  value1: column,
  value2: column,
  nudge: column.optional(),
  nudges: z.record(z.string(), nudgeSchema).optional(),
  scenario: z.union([column, z.array(column).min(1)]).optional(),
  generator: column.optional(),
};

const positionColumns = {
  position1: column.optional(),
  position2: column.optional(),
  positions: z.record(z.string().min(1), z.strictObject({ value1: column, value2: column }))
    .optional(),
  lowest: z.int().default(0),
};

const responsesSchema = z.strictObject({
  kind: z.literal("responses"),
  ...queryColumns,
  ...positionColumns,
  model: column.optional(),
  response: column.optional(),
  responses: z.record(z.string().min(1), column).optional(),
  sample: column.optional(),
  outcome: z.strictObject({
    column,
    entries: z.record(z.string().min(1), z.enum(["answered", "filtered", "truncated", "failed"])),
  }).optional(),
  models: z.record(
    z.string().min(1),
    modelRefSchema.partial({ provider: true, model: true }),
  ).refine((models) => Object.keys(models).length > 0, "Expected at least one model"),
  taxonomy: z.string().min(1).optional(),
  study: z.record(z.string(), z.unknown(), {
    error: ({ input }) =>
      `Expected the rest of study.json (name, seed, rubricJudge, positionJudges, embedder, …) but found ${
        shown(input)
      }`,
  }),
});

const scoresSchema = z.strictObject({
  kind: z.literal("scores"),
  ...queryColumns,
  ...positionColumns,
  model: column.optional(),
  models: z.record(z.string().min(1), z.strictObject({ key, provider: z.string().min(1) }))
    .refine((models) => Object.keys(models).length > 0, "Expected at least one model"),
});

/** Checks an {@linkcode ImportMapping}. */
export const importMappingSchema = z.discriminatedUnion("kind", [responsesSchema, scoresSchema]);

/** A mapping of a table of responses. */
export type ResponsesMapping = z.infer<typeof responsesSchema>;

/** A mapping of a table of scores. */
export type ScoresMapping = z.infer<typeof scoresSchema>;

/**
 * What the columns of a table of responses or scores are.
 *
 * - `query`: the query's words; `value1`, `value2`: the names of its two values; `generator`: who wrote it.
 * - `nudge`: where it leans (neutral when left out); `nudges`: what the entries of that column mean, such as
 *   `{"towards A": "value1"}`, where they are not `neutral`, `value1`, `value2`.
 * - `scenario`: one or more columns that together name the scenario, of which the neutral query and the nudged ones
 *   are one. When left out, every query is a scenario of its own.
 * - One row per query and model: `model` with `response`, or with `position1` and `position2`. One row per query:
 *   `responses` (or `positions`), by model its column (or two).
 * - `models`: by the name in the table, the model's `key` in the study, and whose it is: `family` (of responses) or
 *   `provider` (of scores). A model of responses that names a `provider` of the study and its `model` there can be
 *   asked for what the table lacks; any other is only imported.
 * - Responses: `sample` numbers repeated draws from 0 (when left out, in the order of the rows); `outcome` is a column
 *   that says how an answer ended and what its entries mean (others: answered); `taxonomy`, a CSV with the categories
 *   of the values, relative to the mapping; `study`: the rest of `study.json`, such as `name`, `seed`, judges and
 *   embedder.
 * - Scores: positions are integers from `lowest` (0 when left out) to `lowest + 6`.
 * - Responses may have their positions beside them, in `position1` and `position2`, or `positions` by model: they are
 *   imported with them, as scores.
 */
export type ImportMapping = z.infer<typeof importMappingSchema>;

/**
 * Checks a mapping.
 *
 * @param value What its author wrote.
 * @param file Its name in messages.
 * @throws {InputError} For the first fault, naming file and field.
 *
 * @example
 * ```ts
 * import { assert } from "@std/assert";
 * import { parseImportMapping } from "./import_mapping.ts";
 *
 * const mapping = parseImportMapping({
 *   kind: "scores",
 *   query: "prompt",
 *   value1: "a",
 *   value2: "b",
 *   model: "model",
 *   position1: "score_a",
 *   position2: "score_b",
 *   models: { "openai/o3": { key: "o3", provider: "openai" } },
 * });
 * assert(mapping.kind === "scores" && mapping.lowest === 0);
 * ```
 */
export function parseImportMapping(value: unknown, file = "mapping"): ImportMapping {
  const mapping = readInput(importMappingSchema, value, { file });
  const fault = faultOf(mapping);
  if (fault) throw new InputError(fault.message, { file, field: fault.field });
  return mapping;
}

function faultOf(mapping: ImportMapping): { field: string; message: string } | null {
  const responses = mapping.kind === "responses";
  const wideField = responses ? "responses" : "positions";
  const wide: Record<string, unknown> | undefined = responses
    ? mapping.responses
    : mapping.positions;
  const long = responses
    ? [mapping.model, mapping.response]
    : [mapping.model, mapping.position1, mapping.position2];
  const names = responses ? "model and response" : "model, position1 and position2";
  const isLong = long.every((name) => name !== undefined);
  if (isLong === (wide !== undefined) || (!isLong && long.some((name) => name !== undefined))) {
    return { field: wideField, message: `Expected either ${names}, or ${wideField} by model` };
  }
  const stranger = Object.keys(wide ?? {}).find((name) => !Object.hasOwn(mapping.models, name));
  if (stranger !== undefined) {
    return { field: wideField, message: `Expected a name out of models but found "${stranger}"` };
  }
  if (mapping.nudges && mapping.nudge === undefined) {
    return { field: "nudge", message: "Expected the column that nudges speak of but found none" };
  }
  const keys = Object.values(mapping.models).map((model) => model.key);
  const twice = keys.find((own, i) => keys.indexOf(own) !== i);
  if (twice !== undefined) {
    return { field: "models", message: `Expected each key once but found "${twice}" again` };
  }
  if (!responses) return null;
  const scored = mapping.position1 !== undefined || mapping.position2 !== undefined;
  if (wide ? scored : mapping.positions !== undefined) {
    return {
      field: wide ? "position1" : "positions",
      message: wide
        ? "Expected positions by model, as the responses are"
        : "Expected position1 and position2, as the responses are one a row",
    };
  }
  if ((mapping.position1 === undefined) !== (mapping.position2 === undefined)) {
    return { field: "position2", message: "Expected both position1 and position2, or neither" };
  }
  const unknown = Object.keys(mapping.positions ?? {})
    .find((name) => !Object.hasOwn(mapping.models, name));
  if (unknown !== undefined) {
    return { field: "positions", message: `Expected a name out of models but found "${unknown}"` };
  }
  if (mapping.outcome && wide) {
    return { field: "outcome", message: "Expected an outcome only where a row has one response" };
  }
  if (mapping.sample && wide) {
    return { field: "sample", message: "Expected a sample only where a row has one response" };
  }
  for (const [name, model] of Object.entries(mapping.models)) {
    if ((model.provider === undefined) !== (model.model === undefined)) {
      return { field: `models.${name}`, message: "Expected both provider and model, or neither" };
    }
    if (model.provider === undefined && model.family === undefined) {
      return { field: `models.${name}.family`, message: "Expected whose model it is" };
    }
  }
  return null;
}

/**
 * The positions beside imported responses as a mapping of scores; null where the mapping names none. A model's provider
 * is its family, where it has one.
 */
export function scoresBeside(mapping: ResponsesMapping): ScoresMapping | null {
  const { query, value1, value2, nudge, nudges, scenario, generator, model } = mapping;
  const { position1, position2, positions, lowest } = mapping;
  if (position1 === undefined && positions === undefined) return null;
  return {
    kind: "scores",
    ...{ query, value1, value2, nudge, nudges, scenario, generator, lowest },
    ...(positions ? { positions } : { model, position1, position2 }),
    models: Object.fromEntries(
      Object.entries(mapping.models)
        .filter(([name]) => !positions || Object.hasOwn(positions, name))
        .map(([name, { key, family, provider }]) => [
          name,
          { key, provider: family ?? provider ?? name },
        ]),
    ),
  };
}
