import type { Journal } from "../../study/journal.ts";
import { chargedUsd } from "../charging.ts";
import type { Clock } from "../clock.ts";
import { responseFault } from "../fault.ts";
import { interpret } from "../interpret.ts";
import { answerOf, notRun } from "../live.ts";
import type { Price } from "../prices.ts";
import type { Api } from "../reading.ts";
import { redact } from "../redact.ts";
import type { BatchResult } from "./batch_api.ts";
import type { BatchRecord } from "./batch_record.ts";
import { keepResult } from "./keep_result.ts";
import type { Waiter } from "./waiter.ts";

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
 * @returns What gives it to who waits for it, or null where the call is to be sent again.
 */
export async function takeResult(
  parts: TakeParts,
  record: BatchRecord,
  result: BatchResult,
  waiter: Waiter,
): Promise<(() => void) | null> {
  const api = parts.apiOf(record.provider);
  const reading = interpret(api, result.status, result.body);
  if (reading.outcome === "failed" && (result.status >= 400 || reading.malformed)) {
    const { scope, message } = responseFault(api, result.status, result.body, reading);
    if (reading.malformed && result.status < 400) await keepGarbled(parts, record, result, waiter);
    if (scope === "retry" || scope === "limited") return null;
    return await giveUp(parts, waiter, message, result.status, scope !== "provider");
  }
  const usd = await keepResult(parts, record, result, waiter, reading);
  return () => waiter.settle(usd ?? 0, answerOf(result.key, reading, usd, false));
}

/** A garbled 200 was answered and may have been paid: it counts as if it had been, and its body is kept. */
async function keepGarbled(
  { journal, clock, apiOf, priceOf }: TakeParts,
  { provider, model }: BatchRecord,
  { status, body }: BatchResult,
  waiter: Waiter,
): Promise<void> {
  const { key, call } = waiter;
  const usd = chargedUsd(apiOf(provider), call, status, null, priceOf(provider, model), true);
  waiter.wasted += usd ?? 0;
  await Promise.all([
    journal.setNote(`malformed/${key}/${clock.now()}`, body),
    journal.waste({ call, usd }),
  ]);
}

/** Journals that a call has no answer, and returns what says so to who waits for it. */
export async function giveUp(
  { journal, clock, secrets }: TakeParts,
  waiter: Waiter,
  message: string,
  status: number | null = null,
  final = false,
): Promise<() => void> {
  const { key, call, attempts } = waiter;
  const clean = redact(message, secrets());
  await journal.fail({
    key,
    call,
    kind: "status",
    status,
    message: clean,
    final,
    at: clock.now(),
    attempts: Math.max(1, attempts),
  });
  return () => waiter.settle(0, { ...notRun(key, clean), outcome: "failed" });
}
