/** Advance widths of DejaVu Sans for U+0020 to U+007E, in thousandths of the font size. */
// deno-fmt-ignore
const ADVANCES = [
  318, 401, 460, 838, 636, 950, 780, 275, 390, 390, 500, 838, 318, 361, 318, 337, 636, 636, 636, 636,
  636, 636, 636, 636, 636, 636, 337, 337, 838, 838, 838, 531, 1000, 684, 686, 698, 770, 632, 575, 775,
  752, 295, 295, 656, 557, 863, 748, 787, 603, 787, 695, 635, 611, 732, 684, 989, 685, 611, 685, 390,
  337, 390, 838, 500, 500, 613, 635, 550, 635, 615, 352, 635, 634, 278, 278, 579, 278, 974, 634, 612,
  635, 635, 411, 521, 392, 634, 592, 818, 592, 592, 525, 636, 337, 636, 838,
];

/** Bold letters are at most about this much wider. */
const BOLD = 1.12;

/**
 * The width of a text in DejaVu Sans, the font the pictures are drawn with. Characters outside ASCII
 * count as one full font size, so a width is rather too large than too small.
 *
 * @param text One line.
 * @param size Font size in pixels.
 * @param bold Whether it is set in bold.
 * @returns Pixels.
 *
 * @example
 * ```ts
 * import { assert } from "@std/assert";
 * import { textWidth } from "./text_width.ts";
 *
 * assert(textWidth("ii", 10) < textWidth("WW", 10));
 * ```
 */
export function textWidth(text: string, size: number, bold = false): number {
  let thousandths = 0;
  for (const character of text) {
    thousandths += ADVANCES[(character.codePointAt(0) ?? 0) - 32] ?? 1000;
  }
  return thousandths / 1000 * size * (bold ? BOLD : 1);
}

/**
 * A text broken into lines that are no wider than a limit; a word longer than a line stands alone.
 *
 * @param text The text; any white space is a place to break.
 * @param width The limit in pixels.
 * @param size Font size in pixels.
 * @param bold Whether it is set in bold.
 *
 * @example
 * ```ts
 * import { assert } from "@std/assert";
 * import { wrapText } from "./text_width.ts";
 *
 * assert(wrapText("one two", 1000, 12).length === 1);
 * assert(wrapText("one two", 1, 12).length === 2);
 * ```
 */
export function wrapText(text: string, width: number, size: number, bold = false): string[] {
  const lines: string[] = [];
  let line = "";
  for (const word of text.split(/\s+/).filter((part) => part !== "")) {
    const longer = line === "" ? word : `${line} ${word}`;
    if (line !== "" && textWidth(longer, size, bold) > width) {
      lines.push(line);
      line = word;
    } else line = longer;
  }
  if (line !== "") lines.push(line);
  return lines;
}

/**
 * A text cut to a width, with an ellipsis where something was cut off.
 *
 * @example
 * ```ts
 * import { assert } from "@std/assert";
 * import { cutText } from "./text_width.ts";
 *
 * assert(cutText("Ethical responsibility", 60, 12).endsWith("…"));
 * ```
 */
export function cutText(text: string, width: number, size: number): string {
  if (textWidth(text, size) <= width) return text;
  const characters = [...text];
  while (characters.length > 0 && textWidth(characters.join(""), size) + size > width) {
    characters.pop();
  }
  return `${characters.join("").trimEnd()}…`;
}
