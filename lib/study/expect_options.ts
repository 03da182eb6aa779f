import { nearestName } from "./nearest_name.ts";

/**
 * Expects an object of options to have none that there is not: where types are not checked, as in a notebook's cells, a
 * misspelt one would be left aside without a word.
 *
 * @param options What was given.
 * @param known The names that there are.
 * @param of Whose options they are.
 * @throws {TypeError} If there is another, with the one that was likely meant.
 *
 * @example
 * ```ts
 * import { assertThrows } from "@std/assert";
 * import { expectOptions } from "./expect_options.ts";
 *
 * expectOptions({ rows: 3 }, { rows: true }, "showTable");
 * assertThrows(() => expectOptions({ row: 3 } as { rows?: number }, { rows: true }, "showTable"), TypeError);
 * ```
 */
export function expectOptions<T extends object>(
  options: T,
  known: Readonly<Record<keyof T, true>>,
  of: string,
): void {
  const names = Object.keys(known);
  for (const name of Object.keys(options)) {
    if (Object.hasOwn(known, name)) continue;
    const meant = nearestName(name, names);
    throw new TypeError(
      `Expected only options that ${of} has (${names.join(", ")}) but found "${name}"` +
        (meant === undefined ? "" : `: is ${meant} meant?`),
    );
  }
}
