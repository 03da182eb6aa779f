/**
 * A share from 0 to 1 in per cent, as findings and reports write it.
 *
 * @example
 * ```ts
 * import { assert } from "@std/assert";
 * import { percent } from "./percent.ts";
 *
 * assert(percent(0.1234) === "12.3 %");
 * ```
 */
export function percent(share: number): string {
  return `${(share * 100).toFixed(1)} %`;
}
