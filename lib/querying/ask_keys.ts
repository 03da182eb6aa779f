import { createHash } from "node:crypto";
import canonicalize from "canonicalize";
import type { ModelRef, Parameters } from "../study/model_ref.ts";
import { callOfAsk } from "./call_of_ask.ts";
import type { Ask } from "./engine.ts";
import type { Dialect } from "./reading.ts";

/** Canonical JSON of a call behind its messages, and the asks whose calls end so. */
interface Tail {
  readonly stage: string;
  readonly prompt: string;
  readonly sample: number;
  readonly parameters: Parameters | undefined;
  /** Whether a message speaks of JSON, where that matters. */
  readonly json: boolean;
  readonly text: string;
}

/** Tails that are kept for one model; a run needs a few. */
const MOST_TAILS = 64;

/**
 * Computes the keys of asks: `callKey` of their calls, some four times as fast, since what asks have in common (all but
 * the messages) is made canonical once. A key is the hash of canonical JSON (RFC 8785), in which `messages` is the first
 * field.
 *
 * @example
 * ```ts
 * import { assert } from "@std/assert";
 * import { callKey } from "../study/call.ts";
 * import { AskKeys } from "./ask_keys.ts";
 * import { callOfAsk } from "./call_of_ask.ts";
 *
 * const ask = {
 *   stage: "respond" as const,
 *   prompt: "respond@1",
 *   model: { key: "gpt_4_1", provider: "openai", model: "gpt-4.1" },
 *   messages: [{ role: "user" as const, content: "Is honesty always kind?" }],
 * };
 * const keys = new AskKeys(() => "openai");
 * assert(keys.keyOf(ask) === callKey(callOfAsk("openai", ask).call));
 * ```
 */
export class AskKeys {
  readonly #tails = new WeakMap<ModelRef, Tail[]>();

  /**
   * @param dialectOf Whose wire format a provider speaks, and what its models accept.
   * @param changed Told of parameters that the model of an ask rejects, once for asks alike.
   */
  constructor(
    readonly dialectOf: (provider: string) => Dialect,
    readonly changed: (ask: Ask, changes: readonly string[]) => void = () => {},
  ) {}

  /** The key of the call that an ask comes to. */
  keyOf(ask: Ask): string {
    let text = '{"messages":[';
    for (const { role, content } of ask.messages) {
      if (text.length > 13) text += ",";
      // As in callKey: half of a surrogate pair has no canonical form.
      text += `{"content":${JSON.stringify(content.toWellFormed())},"role":"${role}"}`;
    }
    return createHash("sha256").update(text + this.#tailOf(ask)).digest("hex");
  }

  #tailOf(ask: Ask): string {
    const { stage, prompt, model, parameters, sample = 0 } = ask;
    // The one thing in which messages decide on a parameter; see callOfAsk.
    const json = Boolean(parameters?.json ?? model.parameters?.json) &&
      ask.messages.some(({ content }) => /json/i.test(content));
    let tails = this.#tails.get(model);
    const known = tails?.find((tail) =>
      tail.prompt === prompt && tail.sample === sample && tail.stage === stage &&
      tail.json === json && same(tail.parameters, parameters)
    );
    if (known) return known.text;
    const { call: { messages: _, ...rest }, changes } = callOfAsk(
      this.dialectOf(model.provider),
      ask,
    );
    if (changes.length > 0) this.changed(ask, changes);
    const text = `],${canonicalize(rest)!.slice(1)}`;
    if (!tails || tails.length >= MOST_TAILS) this.#tails.set(model, tails = []);
    tails.unshift({ stage, prompt, sample, parameters, json, text });
    return text;
  }
}

/** Whether two sets of parameters, which hold no objects, are the same. */
function same(a: Parameters | undefined, b: Parameters | undefined): boolean {
  if (a === b) return true;
  if (!a || !b) return false;
  const names = Object.keys(a) as (keyof Parameters)[];
  return names.length === Object.keys(b).length && names.every((name) => a[name] === b[name]);
}
