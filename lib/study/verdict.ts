import { z } from "zod";
import { outcomeSchema } from "./outcome.ts";

/** What a judge may decide of a response against a spec. */
export const DECISIONS = ["compliant", "non-compliant", "ambiguous"] as const;

/** Checks a {@linkcode Decision}. */
export const decisionSchema = z.enum(DECISIONS);

/** One of {@linkcode DECISIONS}. */
export type Decision = z.infer<typeof decisionSchema>;

/** Checks a {@linkcode ClauseReliance}. */
export const clauseRelianceSchema = z.strictObject({
  id: z.string().min(1),
  exists: z.boolean(),
  quote: z.string().nullable(),
  quoteFound: z.boolean().nullable(),
});

/**
 * A clause that a judge relied on: its id as given, whether the spec has it, the words quoted from the response,
 * and whether they stand there (null without a quote).
 */
export type ClauseReliance = z.infer<typeof clauseRelianceSchema>;

/** Checks a {@linkcode Verdict}. */
export const verdictSchema = z.strictObject({
  query: z.string().min(1),
  pair: z.string().min(1),
  model: z.string().min(1),
  sample: z.int().min(0),
  judge: z.string().min(1),
  outcome: outcomeSchema,
  decision: decisionSchema.nullable(),
  reasoning: z.string().nullable(),
  clauses: z.array(clauseRelianceSchema),
});

/** One judge's decision on one response against a spec; `decision` is null unless `outcome` is `answered`. */
export type Verdict = z.infer<typeof verdictSchema>;
