import { visibleText } from "../notebook/visible_text.ts";
import { InputError } from "../study/input_error.ts";

/**
 * Runs a command to its exit code. Bad input is told in one sentence and gives 2; any other
 * error is a fault of the program: it is thrown on, with its stack.
 *
 * @param command What to run; resolves to an exit code.
 * @param say Where the sentence goes.
 *
 * @example
 * ```ts
 * import { assert } from "@std/assert";
 * import { InputError } from "../study/input_error.ts";
 * import { exitCode } from "./exit_code.ts";
 *
 * const code = await exitCode(() => Promise.reject(new InputError("Expected a file")), () => {});
 * assert(code === 2);
 * ```
 */
export async function exitCode(
  command: () => Promise<number>,
  say: (sentence: string) => void = console.error,
): Promise<number> {
  try {
    return await command();
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    say(visibleText(error.message));
    return 2;
  }
}
