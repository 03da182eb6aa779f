import { keepKernelOnStop } from "./interrupt.ts";
import { inKernel } from "./progress.ts";
import { knowNames, showErrorsReadably } from "./readable_errors.ts";
import { showTables } from "./show_table.ts";

/**
 * Makes the kernel a good place to work in: tables show themselves, errors are readable, Stop keeps the kernel.
 * Outside a kernel nothing is changed.
 *
 * @returns Whether this is a kernel.
 *
 * @example
 * ```ts
 * import { assert } from "@std/assert";
 * import { setUpKernel } from "./set_up_kernel.ts";
 *
 * assert(setUpKernel() === false);
 * ```
 */
export function setUpKernel(): boolean {
  if (!inKernel()) return false;
  showTables();
  showErrorsReadably();
  keepKernelOnStop();
  // The module is loaded already, or being loaded: it is what imports this one.
  import("../mod.ts").then((all) => knowNames(Object.keys(all)), () => {});
  return true;
}
