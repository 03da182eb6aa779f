import type { Call } from "../../study/call.ts";
import type { Clock } from "../clock.ts";

/** Most calls in one batch (OpenAI allows 50,000, Anthropic 100,000) and most bytes of their messages. */
const MOST_CALLS = 20_000;
const MOST_BYTES = 100_000_000;

interface Group<W> {
  readonly waiters: Set<W>;
  bytes: number;
  cancel: () => void;
}

/** Gathers calls by model, and sends a model's on together when they are many or no more come for a while. */
export class Gathering<W extends { readonly call: Call }> {
  readonly #groups = new Map<string, Group<W>>();

  /**
   * @param seconds How long no further call must come.
   * @param send Takes the calls of one model; there is at least one.
   */
  constructor(
    readonly clock: Clock,
    readonly seconds: number,
    readonly send: (waiters: readonly W[]) => void,
  ) {}

  /** Adds a call. */
  add(waiter: W): void {
    const id = modelOf(waiter);
    const group = this.#groups.get(id) ?? { waiters: new Set<W>(), bytes: 0, cancel: () => {} };
    this.#groups.set(id, group);
    group.waiters.add(waiter);
    group.bytes += bytesOf(waiter);
    group.cancel();
    if (group.waiters.size >= MOST_CALLS || group.bytes >= MOST_BYTES) this.#flush(id);
    else group.cancel = this.clock.after(this.seconds * 1000, () => this.#flush(id));
  }

  /** Takes a call out again; false where it is not gathered (any more). */
  remove(waiter: W): boolean {
    const group = this.#groups.get(modelOf(waiter));
    if (!group?.waiters.delete(waiter)) return false;
    group.bytes -= bytesOf(waiter);
    return true;
  }

  #flush(id: string): void {
    const waiters = [...this.#groups.get(id)?.waiters ?? []];
    this.#groups.delete(id);
    if (waiters.length > 0) this.send(waiters);
  }
}

function modelOf({ call }: { readonly call: Call }): string {
  return `${call.provider}\n${call.model}`;
}

function bytesOf({ call }: { readonly call: Call }): number {
  return call.messages.reduce((sum, { content }) => sum + content.length, 0);
}
