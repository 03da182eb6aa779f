/**
 * Encloses text that someone else wrote, so that a model that reads it can tell where it begins and ends: a line of
 * backticks longer than any run of backticks in the text, and the same line again. The text cannot close its fence,
 * whatever it holds, and stays as it is. The same text gives the same fence.
 *
 * @param text Any text.
 * @param label Letters, digits, `_`, `-` or spaces, written after the opening backticks.
 * @throws {RangeError} For another label.
 *
 * @example
 * ```ts
 * import { assert } from "@std/assert";
 * import { fence } from "./fence.ts";
 *
 * const mark = "`".repeat(3);
 * assert(fence("hi", "response 1") === `${mark}response 1\nhi\n${mark}`);
 * assert(fence(`${mark}\nhi`, "r").startsWith("`" + mark + "r\n"));
 * ```
 */
export function fence(text: string, label: string): string {
  if (!/^[\w -]+$/.test(label)) {
    throw new RangeError(
      `Expected label to be letters, digits, "_", "-" and spaces but found ${
        JSON.stringify(label)
      }`,
    );
  }
  let longest = 2;
  for (const [run] of text.matchAll(/`+/g)) longest = Math.max(longest, run.length);
  const line = "`".repeat(longest + 1);
  return `${line}${label}\n${text}\n${line}`;
}

/** A fenced text and the label of its fence. */
export interface Fenced {
  readonly label: string;
  readonly text: string;
}

/**
 * The texts that {@linkcode fence} enclosed in a message, in order. What looks like a fence inside a fenced text is
 * part of that text.
 *
 * @example
 * ```ts
 * import { assert } from "@std/assert";
 * import { fence, readFences } from "./fence.ts";
 *
 * const [first] = readFences(`Read this:\n${fence("How are you?", "query")}\nThanks.`);
 * assert(first!.label === "query" && first!.text === "How are you?");
 * ```
 */
export function readFences(message: string): Fenced[] {
  const found: Fenced[] = [];
  const opening = /^(`{3,})([\w -]+)$/mg;
  for (let match = opening.exec(message); match !== null; match = opening.exec(message)) {
    const start = match.index + match[0].length + 1;
    const end = message.indexOf(`\n${match[1]}`, start - 1);
    if (end === -1) break;
    found.push({ label: match[2]!, text: message.slice(start, end) });
    opening.lastIndex = end + 1 + match[1]!.length;
  }
  return found;
}
