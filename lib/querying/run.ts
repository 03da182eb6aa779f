import { setImmediate } from "node:timers/promises";
import { type Call, callKey } from "../study/call.ts";
import type { Completion, Failure } from "../study/completion.ts";
import { callOfAsk } from "./call_of_ask.ts";
import { Channel } from "./channel.ts";
import type { ClaimDesk } from "./claim_desk.ts";
import { type Clock, sleep } from "./clock.ts";
import type { Answer, Ask } from "./engine.ts";
import { interpret } from "./interpret.ts";
import { answerOf, notRun } from "./live.ts";
import type { Api } from "./reading.ts";

/** How many asks are looked up in the journal together. */
const LOOKUP = 256;

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
  /** How many asks are taken in before their answers are taken out. */
  readonly window: number;
  readonly clock: Clock;
  /** Where several workers share the calls. */
  readonly claims: ClaimDesk | undefined;
}

/** Milliseconds after which calls that another worker has in hand are looked up again. */
const FOREIGN_INTERVAL = 1000;

interface Item<A> {
  readonly ask: A;
  readonly call: Call;
  readonly key: string;
  /** When it was found to be in another worker's hand. */
  foreignSince?: number;
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
  const buffer: Item<A>[] = [];
  const began = parts.clock.now();
  let taken = 0;
  let given = 0;
  let read = 0;
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

  /** Answers an ask that needs no sending; false where it does. */
  const settled = ({ ask, key, foreignSince }: Item<A>, failure: Failure | undefined): boolean => {
    const other = parts.underWay.get(key);
    if (other) {
      other.then((answer) => give(ask, { ...answer, usd: null, fromJournal: true }), fail);
    } else if (
      failure &&
      (failure.final || !parts.ask || (foreignSince !== undefined && failure.at >= began))
    ) {
      give(ask, { ...notRun(key, failure.message), outcome: "failed", fromJournal: true });
    } else if (!parts.ask) give(ask, notRun(key, "not in the journal"));
    else if (parts.stop.aborted) give(ask, notRun(key, "stopped"));
    else return false;
    return true;
  };
  const send = ({ ask, call, key }: Item<A>) => {
    if (parts.underWay.has(key)) return void settled({ ask, call, key }, undefined);
    const answer = parts.ask!(key, call);
    parts.underWay.set(key, answer);
    answer.then((a) => give(ask, a), fail).finally(() => parts.underWay.delete(key));
  };
  /** Sends what this worker may; the rest is looked up again later. */
  const share = async (items: Item<A>[]) => {
    if (!parts.claims || items.length === 0) return items.forEach(send);
    const granted = await parts.claims.take([...new Set(items.map((item) => item.key))]);
    const foreign = items.filter((item) => !granted.has(item.key));
    items.filter((item) => granted.has(item.key)).forEach(send);
    if (foreign.length === 0) return;
    for (const item of foreign) item.foreignSince ??= parts.clock.now();
    sleep(parts.clock, FOREIGN_INTERVAL, parts.stop).then(() => answerAll(foreign)).catch(fail);
  };
  const answerAll = async (chunk: Item<A>[]) => {
    const found = await parts.find(chunk.map((item) => item.key));
    const missing = chunk.filter((item) => !found.has(item.key));
    const failures = missing.length > 0
      ? await parts.failures(missing.map((item) => item.key))
      : new Map<string, Failure>();
    for (const { ask, key } of chunk) {
      const completion = found.get(key);
      if (!completion) continue;
      const { call, status, body } = completion;
      const reading = interpret(parts.apiOf(call.provider), status, body);
      give(ask, answerOf(key, reading, null, true));
    }
    await share(missing.filter((item) => !settled(item, failures.get(item.key))));
  };

  const lookup = async () => {
    while (!over) {
      if (buffer.length === 0) {
        if (ended) return;
        await new Promise<void>((resolve) => wakeLookup = resolve);
        continue;
      }
      // Whatever the source has ready joins this lookup.
      if (buffer.length < LOOKUP && !ended) await setImmediate();
      const chunk = buffer.splice(0, LOOKUP);
      wakeReader();
      await answerAll(chunk);
    }
  };

  const take = async () => {
    for await (const ask of asks) {
      const { call, changes } = callOfAsk(parts.apiOf(ask.model.provider), ask);
      if (changes.length > 0) parts.changed(ask, changes);
      taken++;
      buffer.push({ ask, call, key: callKey(call) });
      wakeLookup();
      if (buffer.length >= 2 * LOOKUP || taken - read >= parts.window) {
        // Goes on only when there is room for many, so that lookups stay large.
        do await new Promise<void>((resolve) => wakeReader = resolve); while (
          !over && (buffer.length >= LOOKUP || taken - read > parts.window - LOOKUP)
        );
      }
      if (over) return;
    }
    ended = true;
    if (given === taken) results.close();
    wakeLookup();
  };

  take().catch(fail);
  lookup().catch(fail);
  try {
    for await (const result of results) {
      yield result;
      read++;
      wakeReader();
    }
  } finally {
    over = true;
    wakeReader();
    wakeLookup();
  }
}
