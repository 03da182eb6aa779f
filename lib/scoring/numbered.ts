import { z } from "zod";

/**
 * Reads a judge's list of items, one for each response that it was shown, by their numbers.
 *
 * @param json The object that the judge gave: one field, a list.
 * @param field The name of the field.
 * @param item Checks an item; its `response` counts from 1.
 * @param count How many responses the judge was shown.
 * @param partial Whether to keep what is usable where some items are missing, doubled or faulty.
 * @returns One item per response shown, in their order; null where there is none that can be used.
 * @throws {Error} Where the object has another form, nothing in it can be used, or, without `partial`, any
 * response lacks its one item; the message tells a judge what to mend.
 *
 * @example
 * ```ts
 * import { assert } from "@std/assert";
 * import { z } from "zod";
 * import { readNumbered } from "./numbered.ts";
 *
 * const item = z.strictObject({ response: z.int(), label: z.string() });
 * const read = readNumbered({ labels: [{ response: 2, label: "b" }] }, "labels", item, 2, true);
 * assert(read[0] === null && read[1]!.label === "b");
 * ```
 */
export function readNumbered<T extends { readonly response: number }>(
  json: unknown,
  field: string,
  item: z.ZodType<T>,
  count: number,
  partial: boolean,
): (T | null)[] {
  const list = z.strictObject({ [field]: z.array(z.unknown()) }).parse(json)[field]!;
  const faults: string[] = [];
  const found = new Map<number, T[]>();
  list.forEach((candidate, i) => {
    const parsed = item.safeParse(candidate);
    if (!parsed.success) {
      const issue = parsed.error.issues[0]!;
      faults.push(`${[`${field}[${i}]`, ...issue.path].join(".")}: ${issue.message}.`);
    } else if (parsed.data.response < 1 || parsed.data.response > count) {
      faults.push(`There is no answer ${parsed.data.response}: they are numbered 1 to ${count}.`);
    } else {
      const { response } = parsed.data;
      found.set(response, [...found.get(response) ?? [], parsed.data]);
    }
  });
  const items = Array.from({ length: count }, (_, i) => {
    const [first, ...more] = found.get(i + 1) ?? [];
    if (first && more.length === 0) return first;
    faults.push(`Answer ${i + 1} has ${first ? "several entries" : "no entry"} in "${field}".`);
    return null;
  });
  const usable = items.some((one) => one !== null);
  if (faults.length > 0 && !(partial && usable)) throw new Error(faults.slice(0, 5).join(" "));
  return items;
}
