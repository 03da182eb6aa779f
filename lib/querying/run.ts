import { callKey } from "../study/call.ts";
import type { Completion, Failure } from "../study/completion.ts";
import { type Call } from "../study/call.ts";
import { callOfAsk } from "./call_of_ask.ts";
import { Channel } from "./channel.ts";
import type { Answer, Ask } from "./engine.ts";
import { interpret } from "./interpret.ts";
import { answerOf, notRun } from "./live.ts";
import type { Api } from "./reading.ts";

/** How many asks are looked up in the journal together. */
const LOOKUP = 256;
/** How many asks are taken in before their answers are taken out. */
const WINDOW = 4096;

/** What a run works with. */
export interface RunParts {
  readonly apiOf: (provider: string) => Api;
  /** Completions, and last failures, of keys. */
  readonly find: (keys: readonly string[]) => Promise<Map<string, Completion>>;
  readonly failures: (keys: readonly string[]) => Promise<Map<string, Failure>>;
  /** Asks a provider; undefined for an engine that is offline. */
  readonly ask: ((key: string, call: Call) => Promise<Answer>) | undefined;
  /** Told of parameters that were changed. */
  readonly changed: (ask: Ask, changes: readonly string[]) => void;
  /** Calls under way, of all runs, so that a key is asked once. */
  readonly underWay: Map<string, Promise<Answer>>;
  readonly stop: AbortSignal;
}

/**
 * Answers asks as they come: takes in as many as its window holds, looks them up in the journal many at a time, and
 * asks for the rest. The asks are taken only as fast as the answers are.
 */
export async function* runAsks<A extends Ask>(
  asks: Iterable<A> | AsyncIterable<A>,
  parts: RunParts,
): AsyncGenerator<readonly [ask: A, answer: Answer]> {
  const results = new Channel<readonly [A, Answer]>();
  const buffer: { ask: A; call: Call; key: string }[] = [];
  let taken = 0;
  let given = 0;
  let ended = false;
  let over = false;
  let wakeReader = () => {};
  let wakeLookup = () => {};
  const give = (ask: A, answer: Answer) => {
    given++;
    results.push([ask, answer]);
    if (ended && given === taken) results.close();
  };
  const fail = (error: unknown) => {
    over = true;
    results.close(error);
    wakeReader();
    wakeLookup();
  };

  /** Answers one ask that the journal does not hold. */
  const live = ({ ask, call, key }: (typeof buffer)[number], failure: Failure | undefined) => {
    const other = parts.underWay.get(key);
    if (other) {
      other.then((answer) => give(ask, { ...answer, usd: null, fromJournal: true }), fail);
    } else if (failure?.final) {
      give(ask, {
        ...notRun(key, failure.message),
        outcome: "failed",
        fromJournal: true,
      });
    } else if (!parts.ask) {
      give(
        ask,
        failure
          ? { ...notRun(key, failure.message), outcome: "failed", fromJournal: true }
          : notRun(key, "not in the journal"),
      );
    } else if (parts.stop.aborted) {
      give(ask, notRun(key, "stopped"));
    } else {
      const answer = parts.ask(key, call);
      parts.underWay.set(key, answer);
      answer.then((a) => give(ask, a), fail).finally(() => parts.underWay.delete(key));
    }
  };

  const lookup = async () => {
    while (!over) {
      if (buffer.length === 0) {
        if (ended) return;
        await new Promise<void>((resolve) => wakeLookup = resolve);
        continue;
      }
      const chunk = buffer.splice(0, LOOKUP);
      wakeReader();
      const found = await parts.find(chunk.map((c) => c.key));
      const missing = chunk.filter((c) => !found.has(c.key)).map((c) => c.key);
      const failures = missing.length > 0 ? await parts.failures(missing) : new Map();
      for (const item of chunk) {
        const completion = found.get(item.key);
        if (completion) {
          const { key, call, status, body } = completion;
          give(
            item.ask,
            answerOf(key, interpret(parts.apiOf(call.provider), status, body), null, true),
          );
        } else live(item, failures.get(item.key));
      }
    }
  };

  const read = async () => {
    for await (const ask of asks) {
      const { call, changes } = callOfAsk(parts.apiOf(ask.model.provider), ask);
      if (changes.length > 0) parts.changed(ask, changes);
      taken++;
      buffer.push({ ask, call, key: callKey(call) });
      wakeLookup();
      while (!over && (buffer.length >= 2 * LOOKUP || taken - given >= WINDOW)) {
        await new Promise<void>((resolve) => wakeReader = resolve);
      }
      if (over) return;
    }
    ended = true;
    if (given === taken) results.close();
    wakeLookup();
  };

  read().catch(fail);
  lookup().catch(fail);
  try {
    for await (const result of results) {
      yield result;
      wakeReader();
    }
  } finally {
    over = true;
    wakeReader();
    wakeLookup();
  }
}
