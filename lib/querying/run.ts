import { setImmediate } from "node:timers/promises";
import type { Call } from "../study/call.ts";
import type { Failure } from "../study/completion.ts";
import type { Journal } from "../study/journal.ts";
import { AskKeys } from "./ask_keys.ts";
import { type AskSource, askSource } from "./ask_source.ts";
import { type Backlog, type KeyedAsk, makeBacklog } from "./backlog.ts";
import { callOfAsk } from "./call_of_ask.ts";
import { Channel } from "./channel.ts";
import type { ClaimDesk } from "./claim_desk.ts";
import { type Clock, sleep } from "./clock.ts";
import type { Answer, Ask } from "./engine.ts";
import { interpret } from "./interpret.ts";
import { KnownKeys } from "./known_keys.ts";
import { answerOf, notRun } from "./live.ts";
import type { Api, Dialect } from "./reading.ts";

/** How many asks are looked for in the journal together, and how many answers are read back together. */
const LOOKUP = 1000;
const READ_BACK = 256;
/** Milliseconds after which calls that another worker has in hand are looked up again, and how many wait so at most. */
const FOREIGN_INTERVAL = 1000;
const MOST_FOREIGN = 10_000;

/** A call that is under way. */
export interface UnderWay {
  readonly answer: Promise<Answer>;
  /** Of the run that sends it. */
  readonly stop: AbortSignal;
}

/** What a run works with. */
export interface RunParts {
  readonly apiOf: (provider: string) => Api;
  readonly dialectOf: (provider: string) => Dialect;
  readonly journal: Pick<Journal, "find" | "has" | "keys" | "failures">;
  /** Asks a provider; undefined for an engine that is offline. */
  readonly ask: ((key: string, call: Call) => Promise<Answer>) | undefined;
  /** Told of parameters that were changed. */
  readonly changed: (ask: Ask, changes: readonly string[]) => void;
  /** Told how many answers were found in the journal that are still to be read back. */
  readonly found: (inJournal: number) => void;
  /** Calls under way, of all runs, so that a key is asked once. */
  readonly underWay: Map<string, UnderWay>;
  readonly stop: AbortSignal;
  /** How many asks are sent or read back before their answers are taken out; may change while it runs. */
  readonly window: () => number;
  /** How many letters the messages of these may have together. */
  readonly mostLetters: number;
  /** How many asks there are, where that is known. */
  readonly total: number | null;
  readonly clock: Clock;
  /** Where several workers share the calls. */
  readonly claims: Pick<ClaimDesk, "take" | "giveBack"> | undefined;
}

interface Item<A> extends KeyedAsk<A> {
  /** Its last failure (null: none) when it was found to be in another worker's hand; no clock tells old from new. */
  before?: string | null;
}

/**
 * Answers asks. What the journal lacks is found first, by keys alone, and sent at once, as much as the window holds;
 * what it has is read back beside that, as fast as the answers are taken.
 */
export function runAsks<A extends Ask>(
  asks: Iterable<A> | AsyncIterable<A>,
  parts: RunParts,
): AsyncGenerator<readonly [ask: A, answer: Answer]> {
  return new Run(asks, parts).answers();
}

class Run<A extends Ask> {
  readonly #results = new Channel<readonly [A, Answer]>();
  readonly #keys: AskKeys;
  readonly #known: KnownKeys;
  readonly #source: AskSource<A>;
  readonly #backlog: Backlog<A>;
  /** Asks taken from the source, those of them begun (sent or read back), and answers given and taken. */
  #taken = 0;
  #begun = 0;
  #given = 0;
  #read = 0;
  /** Letters of those that are begun and not taken out. */
  #letters = 0;
  /** Those that wait for another worker's answer. */
  #foreign = 0;
  #over = false;
  #wake = () => {};

  constructor(asks: Iterable<A> | AsyncIterable<A>, readonly parts: RunParts) {
    this.#keys = new AskKeys(parts.dialectOf, parts.changed);
    this.#known = new KnownKeys(parts.journal, parts.total);
    this.#backlog = makeBacklog(asks, (ask) => this.#keys.keyOf(ask));
    this.#source = askSource(asks, () => this.#wake());
  }

  async *answers(): AsyncGenerator<readonly [A, Answer]> {
    this.#work().catch(this.#fail);
    try {
      for await (const result of this.#results) {
        yield result;
        this.#read++;
        this.#letters -= lettersOf(result[0]);
        this.#wake();
      }
    } finally {
      this.#over = true;
      this.#source.close();
      this.#backlog.close();
      this.#wake();
    }
  }

  /** Begins asks as long as there is room; else reads answers back; else waits. */
  async #work(): Promise<void> {
    while (!this.#over) {
      // Whatever an asynchronous source has ready joins, and others get a turn.
      await setImmediate();
      if (this.#over) return;
      const asks = this.#source.take(this.#room());
      this.#taken += asks.length;
      if (asks.length > 0) {
        const items = asks.map((ask) => ({ ask, key: this.#keys.keyOf(ask) }));
        await (this.parts.ask ? this.#begin(items) : this.#answer(items));
      } else if (this.#backlog.size > 0 && this.#results.size < READ_BACK) {
        const items = this.#backlog.take(READ_BACK);
        this.parts.found(this.#backlog.size);
        await this.#answer(items);
      } else if (this.#source.ended && this.#backlog.size === 0) {
        if (this.#given === this.#taken) this.#results.close();
        return;
      } else await new Promise<void>((resolve) => this.#wake = resolve);
    }
  }

  /** How many asks may be taken now: none or many, so that lookups stay large. */
  #room(): number {
    if (!this.parts.ask) return this.#results.size < READ_BACK ? READ_BACK : 0;
    if (this.#backlog.full || this.#foreign >= MOST_FOREIGN) return 0;
    const window = this.parts.window();
    const inHand = this.#begun - this.#read;
    // What comes is taken to be as long as what is in hand.
    const left = this.parts.mostLetters - this.#letters;
    const fitting = inHand > 0 ? Math.floor(left * inHand / Math.max(1, this.#letters)) : LOOKUP;
    if (fitting < Math.min(READ_BACK, inHand / 2)) return 0;
    const room = Math.min(window - inHand, fitting);
    return window - inHand < Math.min(READ_BACK, window / 2) ? 0 : Math.min(room, LOOKUP);
  }

  /** Counts asks that are begun; what another worker has in hand after all, the other way. */
  #count(items: readonly Item<A>[], by: 1 | -1 = 1): void {
    this.#begun += by * items.length;
    for (const { ask } of items) this.#letters += by * lettersOf(ask);
  }

  /** Sends what the journal lacks, and leaves the rest for later. */
  async #begin(items: readonly Item<A>[]): Promise<void> {
    const known = await this.#known.among(items.map(({ key }) => key));
    this.#backlog.add(items, known);
    this.parts.found(this.#backlog.size);
    const missing = items.filter(({ key }) => !known(key));
    this.#count(missing);
    await this.#send(missing);
  }

  /** Answers from the journal, and sends what it lacks all the same. */
  async #answer(items: readonly Item<A>[]): Promise<void> {
    const found = await this.parts.journal.find(items.map(({ key }) => key));
    this.#count(items);
    const missing: Item<A>[] = [];
    for (const item of items) {
      const completion = found.get(item.key);
      if (completion) {
        const { call, status, body } = completion;
        const reading = interpret(this.parts.apiOf(call.provider), status, body);
        this.#give(item.ask, answerOf(item.key, reading, null, true));
      } else missing.push(item);
    }
    await this.#send(missing);
  }

  /** Sends what must be sent and this worker may; what another one has in hand is looked up again later. */
  async #send(items: readonly Item<A>[]): Promise<void> {
    if (items.length === 0 || this.#over) return;
    const { journal, claims, clock, stop, underWay } = this.parts;
    const failures = await journal.failures(items.map(({ key }) => key));
    // Left meanwhile: what is sent now, nobody would wait for.
    if (this.#over) return;
    const open = items.filter((item) => !this.#settle(item, failures.get(item.key)));
    if (!claims || open.length === 0) return open.forEach((item) => this.#ask(item));
    const granted = await claims.take([...new Set(open.map(({ key }) => key))]);
    const foreign: Item<A>[] = [];
    try {
      for (const item of this.#over ? [] : open) {
        if (granted.has(item.key)) this.#ask(item);
        else {
          const { before = nameOf(failures.get(item.key)) } = item;
          foreign.push({ ...item, before });
        }
      }
    } finally {
      // The run was left meanwhile, or a model cannot be asked: what is claimed and not sent is for others.
      const unsent = [...granted].filter((key) => !underWay.has(key));
      await Promise.all(unsent.map((key) => claims.giveBack(key)));
    }
    if (foreign.length === 0) return;
    // They take no room: there may be calls further on that nobody has in hand.
    this.#count(foreign, -1);
    this.#foreign += foreign.length;
    this.#wake();
    sleep(clock, FOREIGN_INTERVAL, stop).then(() => {
      this.#foreign -= foreign.length;
      return this.#over ? undefined : this.#answer(foreign);
    }).catch(this.#fail);
  }

  /** Answers an ask that needs no sending; false where it does. */
  #settle(item: Item<A>, failure: Failure | undefined): boolean {
    const { ask, key, before } = item;
    const { ask: send, stop, underWay } = this.parts;
    const other = underWay.get(key);
    const final = failure &&
      (failure.final || !send || (before !== undefined && nameOf(failure) !== before));
    if (other) {
      other.answer.then((answer) => {
        // The run that was to send it was left; this one was not.
        const left = answer.outcome === "not_run" && other.stop.aborted && !stop.aborted;
        if (left) return this.#send([item]);
        return this.#give(ask, { ...answer, usd: null, fromJournal: true });
      }).catch(this.#fail);
    } else if (final) {
      this.#give(ask, { ...notRun(key, failure.message), outcome: "failed", fromJournal: true });
    } else if (!send) this.#give(ask, notRun(key, "not in the journal"));
    else if (stop.aborted) this.#give(ask, notRun(key, "stopped"));
    else return false;
    return true;
  }

  #ask(item: Item<A>): void {
    const { dialectOf, underWay, stop } = this.parts;
    const { ask, key } = item;
    if (underWay.has(key)) return void this.#settle(item, undefined);
    const { call } = callOfAsk(dialectOf(ask.model.provider), ask);
    const answer = this.parts.ask!(key, call);
    underWay.set(key, { answer, stop });
    answer.then((a) => this.#give(ask, a), this.#fail).finally(() => underWay.delete(key));
  }

  #give(ask: A, answer: Answer): void {
    this.#given++;
    this.#results.push([ask, answer]);
    if (this.#source.ended && this.#backlog.size === 0 && this.#given === this.#taken) {
      this.#results.close();
    }
  }

  readonly #fail = (error: unknown): void => {
    this.#over = true;
    this.#results.close(error);
    this.#wake();
  };
}

/** Tells two failures of a call apart. */
function nameOf(failure: Failure | undefined): string | null {
  return failure ? `${failure.at} ${failure.attempts} ${failure.message}` : null;
}

function lettersOf({ messages }: Ask): number {
  return messages.reduce((sum, { content }) => sum + content.length, 0);
}
