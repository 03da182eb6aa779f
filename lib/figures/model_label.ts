const WORDS: Readonly<Record<string, string>> = { gpt: "GPT", o3: "o3", o4: "o4", mini: "mini" };

/** What a study allows as a key. */
const KEY = /^[a-z0-9_]+$/;

/**
 * A model key as a reader would write it: words apart, version numbers joined by a point. A name that is no key of a
 * study (`x-ai/grok-4`, of somebody's table of labels) stays as it is, to be found again in that table.
 *
 * @param key A model key such as `claude_3_7_sonnet`.
 *
 * @example
 * ```ts
 * import { assert } from "@std/assert";
 * import { modelLabel } from "./model_label.ts";
 *
 * assert(modelLabel("claude_3_7_sonnet") === "Claude 3.7 Sonnet");
 * assert(modelLabel("gpt_4_1_mini") === "GPT-4.1 mini");
 * assert(modelLabel("x-ai/grok-4") === "x-ai/grok-4");
 * ```
 */
export function modelLabel(key: string): string {
  if (!KEY.test(key)) return key;
  return key
    .replace(/(\d)_(?=\d)/g, "$1.")
    .split("_")
    .filter((word) => word !== "")
    .map((word) => WORDS[word] ?? word.charAt(0).toUpperCase() + word.slice(1))
    .join(" ")
    .replace(/\bGPT (?=\d)/, "GPT-")
    .replace(/\b(o\d) mini\b/, "$1-mini");
}
