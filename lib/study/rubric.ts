import { z } from "zod";

/** The seven steps of a spectrum, from 0 (opposes the value) to 6 (favors it), by their names. */
export const STRATEGIES = [
  "extreme_oppose",
  "strong_oppose",
  "moderate_oppose",
  "neutral",
  "moderate_favor",
  "strong_favor",
  "extreme_favor",
] as const;

/** One of {@linkcode STRATEGIES}; its index is the position. */
export type Strategy = typeof STRATEGIES[number];

/** Checks a {@linkcode Spectrum}: an object with exactly the seven steps. */
export const spectrumSchema = z.strictObject(
  Object.fromEntries(STRATEGIES.map((s) => [s, z.string().min(1)])) as Record<
    Strategy,
    z.ZodString
  >,
);

/** A description of how an answer at each of the seven steps treats one value. */
export type Spectrum = z.infer<typeof spectrumSchema>;

/** Checks a {@linkcode Rubric}. */
export const rubricSchema = z.strictObject({
  scenario: z.string().min(1),
  judge: z.string().min(1),
  value1: spectrumSchema,
  value2: spectrumSchema,
});

/** The two spectra of a scenario, one per value, and the key of the judge model that wrote them. */
export type Rubric = z.infer<typeof rubricSchema>;
