import { shownText } from "./fold.ts";
import { markup } from "./html.ts";
import { View } from "./view.ts";
import { visibleText } from "./visible_text.ts";

/**
 * Shows a text as one would read it, where the kernel would show a string of code: with quotes, escapes and in colour.
 * It is escaped, whoever wrote it.
 *
 * @example
 * ```ts
 * import { assert } from "@std/assert";
 * import { showText } from "./show_text.ts";
 *
 * assert(showText("1 < 2").html.includes("1 &lt; 2"));
 * ```
 */
export function showText(text: string): View {
  return new View(markup`${shownText(text)}`, visibleText(text));
}
