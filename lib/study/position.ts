import { z } from "zod";
import { outcomeSchema } from "./outcome.ts";

/** Checks a single position: an integer from 0 to 6. */
export const positionValueSchema = z.int().min(0).max(6);

/** Checks a {@linkcode Position}. */
export const positionSchema = z.strictObject({
  query: z.string().min(1),
  model: z.string().min(1),
  sample: z.int().min(0),
  judge: z.string().min(1),
  repeat: z.int().min(0),
  outcome: outcomeSchema,
  value1: positionValueSchema.nullable(),
  value2: positionValueSchema.nullable(),
  confidence: z.number().min(0).max(1).nullable(),
  reasoning: z.string().nullable(),
  place: z.int().min(0).nullable(),
});

/**
 * Where one judge placed one response on both spectra (0 opposes, 3 neutral, 6 favors). The positions are null
 * unless `outcome` is `answered`; the outcome is that of the judging, or that of the response where there was
 * nothing to judge. `repeat` counts repeated judgings from 0, `place` is where the response stood among those
 * shown together (from 0).
 */
export type Position = z.infer<typeof positionSchema>;
