/**
 * The first field that a JSON text gives a second time in one object, by its path, or undefined. Of two, `JSON.parse`
 * takes the last and says nothing.
 *
 * @param text JSON, known to be well-formed.
 *
 * @example
 * ```ts
 * import { assert } from "@std/assert";
 * import { repeatedField } from "./repeated_field.ts";
 *
 * assert(repeatedField('{"panel": [{"key": "a", "key": "b"}]}') === "panel[0].key");
 * ```
 */
export function repeatedField(text: string): string | undefined {
  const open: { readonly names: Set<string> | null; at: string | number }[] = [];
  let string = "";
  for (const [token] of text.matchAll(/"(?:[^"\\]|\\.)*"|[{}[\],:]/g)) {
    const inner = open.at(-1);
    if (token === "{") open.push({ names: new Set(), at: "" });
    else if (token === "[") open.push({ names: null, at: 0 });
    else if (token === "}" || token === "]") open.pop();
    else if (token === "," && typeof inner?.at === "number") inner.at++;
    else if (token === ":" && inner?.names) {
      const name: string = JSON.parse(string);
      inner.at = name;
      if (inner.names.has(name)) {
        const path = open.map(({ at }) => typeof at === "number" ? `[${at}]` : `.${at}`);
        return path.join("").replace(/^\./, "");
      }
      inner.names.add(name);
    } else string = token;
  }
  return undefined;
}
