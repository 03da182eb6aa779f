import { type Html, markup } from "./html.ts";
import { cutText, oneLine, visibleText } from "./visible_text.ts";

/** Texts up to this many characters stand open. */
const OPEN = 400;

/** No more than this many characters of one text are kept in an output. */
const KEPT = 20_000;

/**
 * A text that somebody else wrote, to be read: lines kept, its own direction of writing, long ones folded behind
 * their beginning. Of a very long one only a part is kept, and it is said how much was left out.
 *
 * @param text The text as it came.
 * @param open Texts up to so many characters are not folded.
 *
 * @example
 * ```ts
 * import { assert } from "@std/assert";
 * import { foldText } from "./fold.ts";
 *
 * assert(foldText("short").markup.startsWith('<div class="fl-text"'));
 * assert(foldText("long ".repeat(1000)).markup.includes("<details"));
 * ```
 */
export function foldText(text: string, open: number = OPEN): Html {
  if (text.length <= open) return shownText(text);
  return markup`
    <details
      class="fl-fold"><summary><span dir="auto">${
    oneLine(
      text,
      160,
    )
  }</span> <span class="fl-faint">(${
    count(
      text.length,
    )
  } characters)</span></summary>${shownText(text)}</details>
  `;
}

/** A text that stands open, whatever its length, up to what is kept. */
export function shownText(text: string): Html {
  const { head, left } = cutText(text, KEPT);
  const rest = left > 0 &&
    markup`<div class="fl-faint">${count(left)} of ${count(text.length)} characters left out</div>`;
  return markup`<div class="fl-text" dir="auto">${lines(visibleText(head))}</div>${rest}`;
}

const LINE_END = markup`<br>`;

/** A text's lines, which stay lines where a page drops styles. */
export function lines(text: string): Html {
  return markup`${text.split("\n").map((line, i) => [i > 0 && LINE_END, line])}`;
}

/** A number of things with its thousands apart. */
export function count(n: number): string {
  return String(n).replace(/\B(?=(\d{3})+$)/g, ",");
}
