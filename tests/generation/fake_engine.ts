import type { Answer, Ask, RunOptions } from "../../lib/querying/engine.ts";
import type { RecallingEngine } from "../../lib/scoring/recall.ts";

/** What a fake model says: a text, or an answer's parts. */
export type Said = string | Partial<Answer>;

/** The key that a fake engine gives its answer to the ask of an index. */
export const keyOf = (index: number) => (index + 1).toString(16).padStart(64, "0");

/**
 * An engine that answers every ask by a function of it, in the order of the asks or reversed, keeps what it was asked,
 * and recalls what it said.
 */
export function fakeEngine(
  answer: (ask: Ask) => Said,
  options: {
    readonly reversed?: boolean;
    readonly embed?: (text: string) => readonly number[];
  } = {},
): RecallingEngine & { readonly asks: Ask[] } {
  const asked: Ask[] = [];
  const texts = new Map<string, string | null>();
  return {
    asks: asked,
    signal: new AbortController().signal,
    async *run<A extends Ask>(asks: Iterable<A> | AsyncIterable<A>, _options: RunOptions) {
      const all: A[] = [];
      for await (const ask of asks) all.push(ask);
      asked.push(...all);
      if (options.reversed) all.reverse();
      for (const ask of all) {
        const said = answer(ask);
        const parts = typeof said === "string" ? { text: said } : said;
        const key = keyOf(asked.indexOf(ask));
        texts.set(key, parts.text ?? null);
        yield [ask, {
          key,
          outcome: "answered",
          text: null,
          detail: null,
          usd: null,
          fromJournal: false,
          ...parts,
        }] as const;
      }
    },
    embed(list) {
      const { embed } = options;
      if (!embed) throw new Error("This fake engine does not embed");
      return Promise.resolve(Float32Array.from(list.flatMap((text) => [...embed(text)])));
    },
    recall: (keys) =>
      Promise.resolve(
        new Map(keys.flatMap((key) => texts.has(key) ? [[key, texts.get(key)!]] : [])),
      ),
  };
}
