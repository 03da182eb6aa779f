import { z } from "zod";
import { valuePairSchema } from "./value.ts";

/** Where a query leans: to neither value, to the first or to the second. */
export const NUDGES = ["neutral", "value1", "value2"] as const;

/** Checks a {@linkcode Nudge}. */
export const nudgeSchema = z.enum(NUDGES);

/** One of {@linkcode NUDGES}. */
export type Nudge = z.infer<typeof nudgeSchema>;

/** Checks a {@linkcode Query}. */
export const querySchema = z.strictObject({
  id: z.string().min(1),
  scenario: z.string().min(1),
  nudge: nudgeSchema,
  text: z.string().min(1),
});

/** One user question that forces the tradeoff; its `id` is `<scenario id>/<nudge>`. */
export type Query = z.infer<typeof querySchema>;

/** Checks a {@linkcode Scenario}. */
export const scenarioSchema = z.strictObject({
  id: z.string().min(1),
  pair: valuePairSchema,
  generator: z.string().min(1),
  queries: z.array(querySchema).min(1).max(3),
});

/**
 * A value pair with its queries: the neutral one and up to two nudged variants (fewer where a variant was
 * refused or incomplete). `generator` is the key of the model that wrote them.
 */
export type Scenario = z.infer<typeof scenarioSchema>;

/**
 * The id of a scenario's query.
 *
 * @example
 * ```ts
 * import { assert } from "@std/assert";
 * import { queryId } from "./scenario.ts";
 *
 * assert(queryId("s0007", "value1") === "s0007/value1");
 * ```
 */
export function queryId(scenario: string, nudge: Nudge): string {
  return `${scenario}/${nudge}`;
}
