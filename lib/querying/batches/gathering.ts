import { Buffer } from "node:buffer";
import type { Call } from "../../study/call.ts";
import type { Clock } from "../clock.ts";

/** Most calls in one batch: what OpenAI takes; Anthropic takes 100,000, and Google tells of no limit. */
const MOST_CALLS = 50_000;
/**
 * Most bytes of their JSON. OpenAI takes 200 MB, Anthropic 256 MB, Google 2 GB; but what is submitted stands in memory
 * some three times over, and the models of a panel are submitted at the same time.
 */
const MOST_BYTES = 100_000_000;
/** Bytes of a call's JSON beside its messages, at most: its key, model and parameters. */
const BYTES_BESIDE = 1_000;

interface Group<W> {
  /** With the bytes of each. */
  readonly waiters: Map<W, number>;
  bytes: number;
  cancel: () => void;
}

/** Gathers calls by model, and sends a model's on together when they are many or no more come for a while. */
export class Gathering<W extends { readonly call: Call }> {
  readonly #groups = new Map<string, Group<W>>();
  /** Most calls in a batch of a model, where its provider does not take as many as others do. */
  readonly #most = new Map<string, number>();

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
    const id = modelOf(waiter.call);
    const group = this.#groups.get(id) ??
      { waiters: new Map<W, number>(), bytes: 0, cancel: () => {} };
    this.#groups.set(id, group);
    const bytes = bytesOf(waiter);
    group.waiters.set(waiter, bytes);
    group.bytes += bytes;
    group.cancel();
    if (group.waiters.size >= (this.#most.get(id) ?? MOST_CALLS) || group.bytes >= MOST_BYTES) {
      this.#flush(id);
    } else group.cancel = this.clock.after(this.seconds * 1000, () => this.#flush(id));
  }

  /** From now on so many calls of a model go together at most. */
  limit(model: Pick<Call, "provider" | "model">, calls: number): void {
    const id = modelOf(model);
    this.#most.set(id, Math.max(1, Math.min(calls, this.#most.get(id) ?? MOST_CALLS)));
  }

  /** Takes a call out again; false where it is not gathered (any more). */
  remove(waiter: W): boolean {
    const group = this.#groups.get(modelOf(waiter.call));
    const bytes = group?.waiters.get(waiter);
    if (!group || bytes === undefined) return false;
    group.bytes -= bytes;
    return group.waiters.delete(waiter);
  }

  #flush(id: string): void {
    const waiters = [...this.#groups.get(id)?.waiters.keys() ?? []];
    this.#groups.delete(id);
    if (waiters.length > 0) this.send(waiters);
  }
}

/** What names a model among those of all providers. */
export function modelOf({ provider, model }: Pick<Call, "provider" | "model">): string {
  return `${provider}\n${model}`;
}

function bytesOf({ call }: { readonly call: Call }): number {
  return Buffer.byteLength(JSON.stringify(call.messages)) + BYTES_BESIDE;
}
