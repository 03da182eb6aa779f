import { z } from "zod";
import { editSchema } from "./edit.ts";
import { gapKindSchema } from "./gap.ts";

/** Checks a {@linkcode PlantedGap}. */
export const plantedGapSchema = z.strictObject({
  id: z.string().regex(/^[a-z_]+$/),
  kind: gapKindSchema,
  clauses: z.array(z.string().min(1)),
  categories: z.tuple([z.string().min(1), z.string().min(1)]),
  words: z.array(z.string().min(1)),
  flaw: z.string().min(1),
  mend: z.array(editSchema).min(1),
});

/**
 * A flaw that a sample spec has on purpose: the clauses at fault (none for a silence; for a contradiction two, the
 * first siding with the first category and the second with the second), the two categories (level 2) whose
 * trade-off it leaves open, the vague words of the clause (else none), what is wrong, and the edits that mend it.
 */
export type PlantedGap = z.infer<typeof plantedGapSchema>;

/** Checks {@linkcode SampleNotes}. */
export const sampleNotesSchema = z.strictObject({
  spec: z.string().min(1),
  speaks_for: z.record(z.string().min(1), z.array(z.string().min(1)).min(1)),
  gaps: z.array(plantedGapSchema).min(1),
});

/** The planted gaps of a sample spec, and for which categories (level 2) each of its clauses speaks. */
export type SampleNotes = z.infer<typeof sampleNotesSchema>;
