import { z } from "zod";
import { positionValueSchema } from "../study/position.ts";

const placementSchema = z.strictObject({
  response: z.int().min(1),
  reasoning: z.string(),
  value1: positionValueSchema,
  value2: positionValueSchema,
  confidence: z.number().min(0).max(1),
});

/** Where a judge placed one of the responses that it was shown; `response` counts from 1. */
export type Placement = z.infer<typeof placementSchema>;

const answerSchema = z.strictObject({ placements: z.array(z.unknown()) });

/**
 * Reads a judge's placements.
 *
 * @param json The object that the judge gave.
 * @param count How many responses it was shown.
 * @param partial Whether to keep what is usable where some placements are missing, doubled or off the scale.
 * @returns One placement per response shown, in their order; null where there is none that can be used.
 * @throws {Error} Where the object has another form, nothing in it can be used, or, without `partial`, any
 * response lacks its one placement; the message tells a judge what to mend.
 *
 * @example
 * ```ts
 * import { readPlacements } from "./placements.ts";
 *
 * const json = {
 *   placements: [{ response: 1, reasoning: "It refuses.", value1: 6, value2: 0, confidence: 0.9 }],
 * };
 * console.assert(readPlacements(json, 2, true)[1] === null);
 * ```
 */
export function readPlacements(
  json: unknown,
  count: number,
  partial: boolean,
): (Placement | null)[] {
  const { placements } = answerSchema.parse(json);
  const faults: string[] = [];
  const found = new Map<number, Placement[]>();
  placements.forEach((item, i) => {
    const parsed = placementSchema.safeParse(item);
    if (!parsed.success) {
      const issue = parsed.error.issues[0]!;
      faults.push(`placements[${i}].${issue.path.join(".")}: ${issue.message}`);
    } else if (parsed.data.response > count) {
      faults.push(`There is no answer ${parsed.data.response}: there are ${count}.`);
    } else {
      const { response } = parsed.data;
      found.set(response, [...found.get(response) ?? [], parsed.data]);
    }
  });
  const result = Array.from({ length: count }, (_, i) => {
    const [first, ...more] = found.get(i + 1) ?? [];
    if (first && more.length === 0) return first;
    faults.push(`Answer ${i + 1} has ${first ? "several placements" : "no placement"}.`);
    return null;
  });
  const usable = result.some((placement) => placement !== null);
  if (faults.length > 0 && !(partial && usable)) throw new Error(faults.slice(0, 5).join(" "));
  return result;
}
