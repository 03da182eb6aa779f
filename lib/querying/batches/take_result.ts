import type { Journal } from "../../study/journal.ts";
import { chargedUsd } from "../charging.ts";
import type { Clock } from "../clock.ts";
import { type Fault, responseFault } from "../fault.ts";
import { interpret } from "../interpret.ts";
import { answerOf, notRun } from "../live.ts";
import type { Price } from "../prices.ts";
import type { Api } from "../reading.ts";
import { redact } from "../redact.ts";
import type { BatchResult } from "./batch_api.ts";
import type { BatchRecord } from "./batch_record.ts";
import { keepResult } from "./keep_result.ts";
import type { Waiter } from "./waiter.ts";

/** Faults after which a call is sent again. */
const RETRIED: readonly Fault["scope"][] = ["retry", "limited"];

/** What {@linkcode takeResult} works with. */
export interface TakeParts {
  readonly journal: Journal;
  readonly clock: Clock;
  readonly apiOf: (provider: string) => Api;
  readonly priceOf: (provider: string, model: string) => Price | null;
  readonly secrets: () => Iterable<string>;
}

/**
 * Journals what came of a call in a batch.
 *
 * @param attempts How often the call went into a batch, this one included.
 * @returns What gives it to who waits for it, or the fault for which the call may be sent again.
 */
export async function takeResult(
  parts: TakeParts,
  record: BatchRecord,
  result: BatchResult,
  waiter: Waiter,
  attempts: number,
): Promise<(() => void) | Fault> {
  const api = parts.apiOf(record.provider);
  const reading = interpret(api, result.status, result.body);
  if (reading.outcome === "failed" && (result.status >= 400 || reading.malformed)) {
    const fault = responseFault(api, result.status, result.body, reading);
    if (reading.malformed && result.status < 400) {
      await chargeGarbled(parts, record, waiter, result.body);
    }
    if (RETRIED.includes(fault.scope)) return fault;
    return await giveUp(parts, waiter, fault, attempts, fault.scope === "call");
  }
  const usd = await keepResult(parts, record, result, {
    key: waiter.key,
    call: waiter.call,
    attempts,
  }, reading);
  return () => waiter.settle(usd ?? 0, answerOf(result.key, reading, usd, false));
}

/**
 * An answer that nobody can read may have been paid: it counts as if it had been, once, however often the results are
 * read, and what came is kept.
 */
export async function chargeGarbled(
  { journal, apiOf, priceOf }: TakeParts,
  { name, provider, model }: BatchRecord,
  waiter: Waiter,
  body: string,
): Promise<void> {
  const { key, call } = waiter;
  const note = `malformed/${key}/${name}`;
  if (await journal.note(note) !== undefined) return;
  const usd = chargedUsd(apiOf(provider), call, 200, null, priceOf(provider, model), true);
  waiter.wasted += usd ?? 0;
  await Promise.all([journal.setNote(note, body), journal.waste({ call, usd })]);
}

/**
 * Journals that a call has no answer, and returns what says so to who waits for it.
 *
 * @param attempts How often the call was submitted.
 * @param final Whether no later run asks again.
 */
export async function giveUp(
  { journal, clock, secrets }: TakeParts,
  waiter: Waiter,
  { kind, status, message }: Pick<Fault, "kind" | "status" | "message">,
  attempts: number,
  final = false,
): Promise<() => void> {
  const { key, call } = waiter;
  const clean = redact(message, secrets()).slice(0, 500);
  await journal.fail({
    key,
    call,
    kind,
    status,
    message: clean,
    final,
    at: clock.now(),
    attempts: Math.max(1, attempts),
  });
  return () => waiter.settle(0, { ...notRun(key, clean), outcome: "failed" });
}
