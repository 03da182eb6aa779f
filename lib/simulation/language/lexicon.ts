import type { Value } from "../../study/value.ts";

/**
 * The values that a reader knows by name, and the category of each: what any speaker of the language knows about
 * the words, and nothing about who favors what.
 */
export class Lexicon {
  readonly #values = new Map<string, Value>();
  #longest = 1;

  constructor(values: Iterable<Value>) {
    for (const value of values) {
      const words = wordsOf(value.name);
      this.#values.set(words.join(" "), value);
      this.#longest = Math.max(this.#longest, words.length);
    }
  }

  /** The value of that name, whatever its case, or undefined. */
  find(name: string): Value | undefined {
    return this.#values.get(wordsOf(name).join(" "));
  }

  /** The values that a text names, each once, in the order of their first mention; longer names first. */
  mentions(text: string): Value[] {
    const words = wordsOf(text);
    const found = new Set<Value>();
    for (let at = 0; at < words.length;) {
      let taken = 1;
      for (let length = Math.min(this.#longest, words.length - at); length > 0; length--) {
        const value = this.#values.get(words.slice(at, at + length).join(" "));
        if (value) {
          found.add(value);
          taken = length;
          break;
        }
      }
      at += taken;
    }
    return [...found];
  }
}

function wordsOf(text: string): string[] {
  return text.toLowerCase().match(/[\p{L}\p{N}]+(?:['’-][\p{L}\p{N}]+)*/gu) ?? [];
}
