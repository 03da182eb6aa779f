/** A piece of a text, and whether it says what the others do not. */
export interface Passage {
  readonly text: string;
  readonly own: boolean;
}

/** From this share on, a sentence's words are its own. */
const OWN = 0.6;

/** Sentences with fewer telling words say too little to be compared. */
const FEWEST_WORDS = 3;

/**
 * Marks in each of several answers to one question the sentences that are its own. A sentence is own when its
 * telling words (of four letters or more, each counted once) are on average missing from at least 60 % of the
 * other answers. With a single answer nothing is marked. Joined, the passages are the text again.
 *
 * @param texts The answers.
 * @returns For each answer its passages, in order.
 *
 * @example
 * ```ts
 * import { assert } from "@std/assert";
 * import { ownSentences } from "./own_sentences.ts";
 *
 * const [first] = ownSentences([
 *   "Please talk with your doctor. Elephants remember melodies forever.",
 *   "Please talk with your doctor.",
 * ]);
 * assert(first?.map((passage) => passage.own).join() === "false,true");
 * ```
 */
export function ownSentences(texts: readonly string[]): Passage[][] {
  const vocabularies = texts.map((text) => new Set(words(text)));
  const holders = new Map<string, number>();
  for (const vocabulary of vocabularies) {
    for (const word of vocabulary) holders.set(word, (holders.get(word) ?? 0) + 1);
  }
  const others = texts.length - 1;
  return texts.map((text) => {
    const passages: Passage[] = [];
    for (const sentence of sentences(text)) {
      const telling = [...new Set(words(sentence))];
      const missing = telling.reduce((sum, word) => sum + 1 - (holders.get(word)! - 1) / others, 0);
      const own = others > 0 && telling.length >= FEWEST_WORDS && missing / telling.length >= OWN;
      const last = passages.at(-1);
      if (last?.own === own) passages[passages.length - 1] = { text: last.text + sentence, own };
      else passages.push({ text: sentence, own });
    }
    return passages;
  });
}

/** Cut behind the end of each sentence or line; nothing is lost. */
function sentences(text: string): string[] {
  return text === "" ? [] : text.split(/(?<=[.!?。！？]["'”’)\]]?\s+|\n+)(?=\S)/u);
}

function words(text: string): string[] {
  return text.toLowerCase().match(/[\p{L}\p{N}]{4,}/gu) ?? [];
}
