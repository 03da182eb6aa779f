import type { Answer, Ask, Engine, RunOptions } from "../../lib/querying/engine.ts";

/** What a fake model says: a text, or an answer's parts. */
export type Said = string | Partial<Answer>;

/**
 * An engine that answers every ask by a function of it, in the order of the asks or reversed, and keeps what it
 * was asked.
 */
export function fakeEngine(
  answer: (ask: Ask) => Said,
  options: {
    readonly reversed?: boolean;
    readonly embed?: (text: string) => readonly number[];
  } = {},
): Engine & { readonly asks: Ask[] } {
  const asked: Ask[] = [];
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
        yield [ask, {
          key: `key of ${asked.indexOf(ask)}`,
          outcome: "answered",
          text: null,
          detail: null,
          usd: null,
          fromJournal: false,
          ...parts,
        }] as const;
      }
    },
    embed(texts) {
      const { embed } = options;
      if (!embed) throw new Error("This fake engine does not embed");
      return Promise.resolve(Float32Array.from(texts.flatMap((text) => [...embed(text)])));
    },
  };
}
