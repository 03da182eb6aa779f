import { DISPLAY, type View } from "./view.ts";

/**
 * Makes values show themselves as the last expression of a cell. What shows them is kept where no loop, copy,
 * comparison or JSON sees it.
 *
 * @param values Plain objects.
 * @param show How one is shown; asked only when it is. It may take its time: the kernel waits.
 * @returns The same values.
 *
 * @example
 * ```ts
 * import { assert } from "@std/assert";
 * import { markup } from "./html.ts";
 * import { selfShowing } from "./self_showing.ts";
 * import { DISPLAY, View } from "./view.ts";
 *
 * const [point] = selfShowing([{ x: 1 }], ({ x }) => new View(markup`x is ${x}`, `x is ${x}`));
 * assert(JSON.stringify(point) === '{"x":1}');
 * assert(DISPLAY in point!);
 * ```
 */
export function selfShowing<T extends object>(
  values: readonly T[],
  show: (value: T) => View | Promise<View>,
): readonly T[] {
  for (const value of values) {
    if (!Object.isExtensible(value)) continue;
    Object.defineProperty(value, DISPLAY, {
      configurable: true,
      enumerable: false,
      value: () => {
        const shown = show(value);
        return shown instanceof Promise ? shown.then((view) => view[DISPLAY]()) : shown[DISPLAY]();
      },
    });
  }
  return values;
}
