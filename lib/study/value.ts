import { z } from "zod";

/** Checks a {@linkcode Value}. */
export const valueSchema = z.strictObject({
  name: z.string().min(1),
  category: z.string().min(1),
  domain: z.string().min(1),
});

/** A fine-grained value (level 0) with the names of its category (level 2) and domain (level 3). */
export type Value = z.infer<typeof valueSchema>;

/** Checks a {@linkcode ValuePair}. */
export const valuePairSchema = z.strictObject({
  id: z.string().min(1),
  value1: valueSchema,
  value2: valueSchema,
});

/**
 * Two distinct values to be traded off; the order matters, since nudges and positions name `value1` and
 * `value2`. Intervals are clustered on its `id`.
 */
export type ValuePair = z.infer<typeof valuePairSchema>;
