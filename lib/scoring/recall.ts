import { extractJson } from "../generation/extract_json.ts";
import type { Engine } from "../querying/engine.ts";
import { interpret } from "../querying/interpret.ts";
import type { Api } from "../querying/reading.ts";
import { InputError } from "../study/input_error.ts";
import type { Journal } from "../study/journal.ts";
import { JournalError } from "../study/journal_error.ts";

/** Reads again what was answered. */
export interface Recall {
  /**
   * The texts of journaled completions by key; null for one without a text. A key without a completion is not in
   * the result. The caller asks for as many at a time as it wants in memory.
   *
   * @throws {InputError} For an answer of a provider that the study's config does not name (any more).
   * @throws {JournalError} For a record that is damaged.
   */
  recall(keys: readonly string[]): Promise<Map<string, string | null>>;
}

/**
 * An engine that also reads again what was answered. So a stage holds of its answers what is small (how each ended,
 * where it stands) and the next stage reads the texts that it shows, as it comes to them.
 */
export interface RecallingEngine extends Engine, Recall {}

/**
 * Recalls from a journal.
 *
 * @param providers How the answers of each provider of the study are read.
 */
export function recallFrom(
  journal: Pick<Journal, "find">,
  providers: Readonly<Record<string, { readonly api: Api }>>,
): Recall {
  const apiOf = (provider: string): Api => {
    if (Object.hasOwn(providers, provider)) return providers[provider]!.api;
    throw new InputError(
      `Expected the provider "${provider}", which answers of the study are from, but found ${
        Object.keys(providers).join(", ")
      }`,
      { field: "providers" },
    );
  };
  return {
    async recall(keys) {
      const texts = new Map<string, string | null>();
      for (const [key, { call, status, body }] of await journal.find(keys)) {
        texts.set(key, interpret(apiOf(call.provider), status, body).text);
      }
      return texts;
    },
  };
}

/** Gives an engine the recall of the journal that it writes; the same object comes back. */
export function withRecall<E extends Engine>(engine: E, { recall }: Recall): E & Recall {
  return Object.assign(engine, { recall });
}

/**
 * The texts of answers that were given, in the order of their keys.
 *
 * @throws {JournalError} For one that the journal does not have (any more), as when damage took it: what rests on it
 * must not go on without it.
 */
export async function recallAll(
  source: Recall,
  keys: readonly (string | null)[],
): Promise<string[]> {
  const found = await source.recall(keys.filter((key) => key !== null));
  return keys.map((key) => {
    const text = key === null ? undefined : found.get(key);
    if (text === undefined || text === null) {
      throw new JournalError(
        "damaged",
        `Expected an answer with the key ${key} in the journal but found none: run the study again, which asks for it`,
      );
    }
    return text;
  });
}

/**
 * Reads once more what could be read from an answer before: of several JSON objects the last one that fits.
 *
 * @param read Reads one JSON object, or throws.
 * @returns null where none fits.
 */
export function readAgain<T>(text: string, read: (json: unknown) => T): T | null {
  for (const json of extractJson(text).reverse()) {
    try {
      return read(json);
    } catch {
      // The next one may fit, as when it was read first.
    }
  }
  return null;
}
