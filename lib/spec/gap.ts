import { z } from "zod";

/**
 * What can be wrong with a spec where models part ways.
 *
 * - `contradiction`: two clauses pull a response in opposite directions.
 * - `silence`: no clause decides.
 * - `ambiguity`: judges read one clause differently.
 * - `granularity`: very different responses all pass under one clause.
 */
export const GAP_KINDS = ["contradiction", "silence", "ambiguity", "granularity"] as const;

/** Checks a {@linkcode GapKind}. */
export const gapKindSchema = z.enum(GAP_KINDS);

/** One of {@linkcode GAP_KINDS}. */
export type GapKind = z.infer<typeof gapKindSchema>;
