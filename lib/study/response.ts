import { z } from "zod";
import { outcomeSchema } from "./outcome.ts";

/** Checks a {@linkcode Response}. */
export const responseSchema = z.strictObject({
  query: z.string().min(1),
  model: z.string().min(1),
  sample: z.int().min(0),
  outcome: outcomeSchema,
  text: z.string().nullable(),
  detail: z.string().nullable(),
  key: z.string().nullable(),
});

/**
 * What one model of the panel said to one query. `text` is null where none came (a truncated answer keeps what
 * there is); `detail` is the reason of an outcome other than `answered`; `key` finds the completion in the journal.
 */
export type Response = z.infer<typeof responseSchema>;
