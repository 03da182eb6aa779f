/**
 * The JSON objects that stand in a model's answer, be they all of it, in a code fence, or amid prose: every
 * balanced `{…}` that parses, outermost first, in the order of the text. Where an outer one does not parse, those
 * inside it are tried.
 *
 * @param text An answer of a model.
 * @returns The parsed objects; empty where there are none.
 *
 * @example
 * ```ts
 * import { assert } from "@std/assert";
 * import { extractJson } from "./extract_json.ts";
 *
 * const [first] = extractJson('Here it is: {"place": 3} (as {asked})');
 * assert((first as { place: number }).place === 3);
 * ```
 */
export function extractJson(text: string): unknown[] {
  const whole = parse(text.trim());
  if (whole !== undefined) return [whole];
  const found: unknown[] = [];
  // Unclosed braces make every start cost a scan to the end: a bound keeps hostile texts cheap.
  let unclosed = 0;
  for (let at = text.indexOf("{"); at !== -1 && unclosed < 50;) {
    const end = closing(text, at);
    const value = end === -1 ? undefined : parse(text.slice(at, end + 1));
    if (value === undefined) {
      unclosed++;
      at = text.indexOf("{", at + 1);
    } else {
      found.push(value);
      at = text.indexOf("{", end + 1);
    }
  }
  return found;
}

/** Where the object that opens at `start` closes, strings skipped; -1 where it does not. */
function closing(text: string, start: number): number {
  let depth = 0;
  let inString = false;
  for (let at = start; at < text.length; at++) {
    const char = text[at];
    if (inString) {
      if (char === "\\") at++;
      else if (char === '"') inString = false;
    } else if (char === '"') {
      inString = true;
    } else if (char === "{") {
      depth++;
    } else if (char === "}" && --depth === 0) {
      return at;
    }
  }
  return -1;
}

/** The object that a text is, or undefined. */
function parse(text: string): object | undefined {
  if (!text.startsWith("{")) return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
