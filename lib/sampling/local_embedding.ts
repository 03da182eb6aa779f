/** The name by which a config asks for {@linkcode localEmbedding}: `{ "provider": "local", "model": this name }`. */
export const localEmbeddingModel = "local-hashed-ngrams-1";

/**
 * A lexical embedding that needs no model and no network: words, pairs of neighbouring words and runs of
 * three to five characters within words, hashed with a sign into `dimensions` places (Weinberger et al.
 * 2009) and scaled to norm 1. Texts that share words and stems come near each other; texts that say the
 * same in other words do not. It serves demonstrations and tests, and is no substitute for an embedding
 * model.
 *
 * @param text Any text with at least one letter or digit.
 * @param dimensions Numbers in the embedding, at least 1.
 * @throws {RangeError} If the text holds no letter or digit.
 *
 * @example
 * ```ts
 * import { assert } from "@std/assert";
 * import { localEmbedding } from "./local_embedding.ts";
 *
 * const dot = (a: Float32Array, b: Float32Array) => a.reduce((sum, x, i) => sum + x * b[i]!, 0);
 * const [a, b, c] = ["Should I tell her?", "Should I tell him?", "Rank tax laws"].map((text) =>
 *   localEmbedding(text)
 * );
 * assert(dot(a!, b!) > dot(a!, c!));
 * ```
 */
export function localEmbedding(text: string, dimensions: number = 256): Float32Array {
  if (!(Number.isInteger(dimensions) && dimensions > 0)) {
    throw new RangeError(
      `Expected dimensions to be an integer greater than 0 but found ${dimensions}`,
    );
  }
  const words = text.normalize("NFKC").toLowerCase().match(/[\p{L}\p{M}\p{N}]+/gu) ?? [];
  if (words.length === 0) {
    throw new RangeError(
      `Expected a text with a letter or digit but found one of ${text.length} characters without`,
    );
  }
  const counts = new Map<string, number>();
  const add = (feature: string, weight: number) =>
    counts.set(feature, (counts.get(feature) ?? 0) + weight);
  words.forEach((word, i) => {
    add(`w ${word}`, 1);
    if (i > 0) add(`p ${words[i - 1]} ${word}`, 0.5);
    const characters = [...`<${word}>`];
    for (let length = 3; length <= 5; length++) {
      for (let at = 0; at + length <= characters.length; at++) {
        add(`c ${characters.slice(at, at + length).join("")}`, 0.25);
      }
    }
  });
  const sums = new Float64Array(dimensions);
  for (const [feature, count] of counts) {
    const hash = hashOf(feature);
    sums[(hash >>> 1) % dimensions]! += (hash & 1 ? 1 : -1) * Math.sqrt(count);
  }
  let squared = 0;
  for (const sum of sums) squared += sum * sum;
  // All signs can cancel in very few dimensions: then the first word alone decides.
  if (squared === 0) {
    sums[hashOf(words[0]!) % dimensions] = squared = 1;
  }
  return Float32Array.from(sums, (sum) => sum / Math.sqrt(squared));
}

/** FNV-1a over UTF-16 units, its bits mixed once more. */
function hashOf(text: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  hash = Math.imul(hash ^ hash >>> 16, 0x85ebca6b);
  hash = Math.imul(hash ^ hash >>> 13, 0xc2b2ae35);
  return (hash ^ hash >>> 16) >>> 0;
}
