import type { Answer, Ask, Engine, RunOptions } from "../querying/engine.ts";
import type { Outcome } from "../study/outcome.ts";
import { extractJson } from "./extract_json.ts";
import { repairPrompt } from "./prompts/repair.ts";

/** Letters in the messages of second asks that are held at most, before they are asked. */
const MOST_LETTERS = 2 ** 25;

/** What was read from the answer to an ask. */
export interface Reading<T> {
  /** `answered` where `value` could be read, otherwise why not. */
  readonly outcome: Outcome;
  /** What was read, or null. */
  readonly value: T | null;
  /** Why, for an outcome other than `answered`. */
  readonly detail: string | null;
  /** Key of the completion that was read last. */
  readonly key: string;
}

/** How an answer's JSON becomes a value. */
export interface Reader<A, T> {
  /**
   * Reads one JSON object of an answer; throws where it is not what was asked for, with a message that tells the
   * model what is wrong. `last` is true when no further answer will be asked for: what is usable may be kept then.
   */
  (json: unknown, ask: A, last: boolean): T;
}

/**
 * Asks for JSON and reads it. The JSON may stand amid prose or in a code fence; where several objects fit, the last
 * one counts (a model that thinks aloud ends with its answer). An answer from which nothing can be read is shown
 * to the model once more together with what was wrong; where that does not help, the outcome is `unparseable`.
 * An answer without any JSON and one that misses a field are treated alike: no list of words decides what a
 * refusal is. Truncated answers are not read.
 *
 * @param engine Answers the asks, and the second asks.
 * @param asks What to ask.
 * @param read Reads one JSON object, or throws.
 * @param options As for the engine.
 * @returns Each ask with its reading, in the order in which answers came; those asked twice come later. They are asked
 * at the end, and before that whenever their messages come to 32 million letters, so that no number of them fills the
 * memory.
 */
export async function* askJson<A extends Ask, T>(
  engine: Engine,
  asks: Iterable<A> | AsyncIterable<A>,
  read: Reader<A, T>,
  options: RunOptions,
): AsyncGenerator<readonly [ask: A, reading: Reading<T>]> {
  let again: Again<A>[] = [];
  let letters = 0;
  for await (const [ask, answer] of engine.run(asks, options)) {
    if (answer.outcome !== "answered") {
      yield [ask, unread(answer)];
      continue;
    }
    const text = answer.text ?? "";
    const found = readText(text, ask, read, false);
    if ("value" in found) yield [ask, readingOf(answer, found.value)];
    else {
      const second = secondAsk(ask, text, found.fault);
      again.push(second);
      letters += second.messages.reduce((sum, { content }) => sum + content.length, 0);
    }
    if (letters < MOST_LETTERS) continue;
    yield* askAgain(engine, again, read, options);
    [again, letters] = [[], 0];
  }
  yield* askAgain(engine, again, read, options);
}

/** Asks once more, and takes what can be read. */
async function* askAgain<A extends Ask, T>(
  engine: Engine,
  again: readonly Again<A>[],
  read: Reader<A, T>,
  options: RunOptions,
): AsyncGenerator<readonly [ask: A, reading: Reading<T>]> {
  if (again.length === 0) return;
  const second = { ...options, label: `${options.label}, asked again`, total: again.length };
  for await (const [{ first }, answer] of engine.run(again, second)) {
    if (answer.outcome !== "answered") {
      yield [first, unread(answer)];
      continue;
    }
    const found = readText(answer.text ?? "", first, read, true);
    yield [
      first,
      "value" in found ? readingOf(answer, found.value) : {
        outcome: "unparseable",
        value: null,
        detail: found.fault,
        key: answer.key,
      },
    ];
  }
}

type Again<A> = Ask & { readonly first: A };

function secondAsk<A extends Ask>(ask: A, text: string, fault: string): Again<A> {
  const messages = [...ask.messages, ...repairPrompt.render({ answer: text, fault })];
  return {
    stage: ask.stage,
    prompt: ask.prompt,
    model: ask.model,
    messages,
    ...(ask.sample === undefined ? {} : { sample: ask.sample }),
    ...(ask.parameters === undefined ? {} : { parameters: ask.parameters }),
    first: ask,
  };
}

function readText<A extends Ask, T>(
  text: string,
  ask: A,
  read: Reader<A, T>,
  last: boolean,
): { value: T } | { fault: string } {
  let fault = "There was no JSON object in the answer.";
  for (const json of extractJson(text).reverse()) {
    try {
      return { value: read(json, ask, last) };
    } catch (error) {
      fault = error instanceof Error ? error.message : String(error);
    }
  }
  return { fault };
}

function readingOf<T>(answer: Answer, value: T): Reading<T> {
  return { outcome: "answered", value, detail: null, key: answer.key };
}

function unread(answer: Answer): Reading<never> {
  return { outcome: answer.outcome, value: null, detail: answer.detail, key: answer.key };
}
