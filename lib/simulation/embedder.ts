import { Random } from "../study/random.ts";
import type { Lexicon } from "./language/lexicon.ts";

const WORD = 1;
const VALUE = 2;
const CATEGORY = 3;
const DOMAIN = 1;

/**
 * A simulated embedder: words that two texts share bring them together, and so do values of one category or domain,
 * and the names of categories. Every word and name has a random direction of its own, the same in every run.
 */
export class SimulatedEmbedder {
  readonly #directions = new Map<string, Float64Array>();

  constructor(
    readonly lexicon: Lexicon,
    readonly categories: readonly { readonly category: string; readonly domain: string }[],
  ) {}

  /** The embedding of a text: a row of unit length, or zeros for a text without words. */
  embed(text: string, dimensions: number): number[] {
    const sum = new Float64Array(dimensions);
    const add = (name: string, weight: number) => {
      const direction = this.#direction(name, dimensions);
      for (let i = 0; i < dimensions; i++) sum[i]! += weight * direction[i]!;
    };
    const lower = text.toLowerCase();
    for (const word of lower.match(/\p{L}{4,}/gu) ?? []) add(`word ${word}`, WORD / 2);
    for (const { name, category, domain } of this.lexicon.mentions(text)) {
      add(`value ${name}`, VALUE);
      add(`category ${category}`, CATEGORY);
      add(`domain ${domain}`, DOMAIN);
    }
    for (const { category, domain } of this.categories) {
      if (!lower.includes(category.toLowerCase())) continue;
      add(`category ${category}`, CATEGORY);
      add(`domain ${domain}`, DOMAIN);
    }
    const length = Math.hypot(...sum);
    return Array.from(sum, (x) => length === 0 ? 0 : x / length);
  }

  #direction(name: string, dimensions: number): Float64Array {
    const key = `${dimensions} ${name}`;
    let direction = this.#directions.get(key);
    if (!direction) {
      const random = new Random("direction", name);
      direction = Float64Array.from({ length: dimensions }, () => random.normal());
      const length = Math.hypot(...direction);
      direction = direction.map((x) => x / length);
      this.#directions.set(key, direction);
    }
    return direction;
  }
}
