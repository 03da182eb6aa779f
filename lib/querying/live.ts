import type { Call } from "../study/call.ts";
import type { Completion } from "../study/completion.ts";
import type { ProviderConfig } from "../study/config.ts";
import type { Journal } from "../study/journal.ts";
import type { Budget } from "./budget.ts";
import { chargedUsd, mostCost, tokensOf } from "./charging.ts";
import type { ClaimDesk } from "./claim_desk.ts";
import type { ClosedModels } from "./closed_models.ts";
import { type Clock, sleep } from "./clock.ts";
import type { Answer } from "./engine.ts";
import { type Fault, responseFault, thrownFault } from "./fault.ts";
import { givenUp } from "./given_up.ts";
import { interpret } from "./interpret.ts";
import type { Lanes } from "./lanes.ts";
import { Patience } from "./patience.ts";
import type { Price } from "./prices.ts";
import type { RawResponse } from "./providers/provider.ts";
import { rateHeaders } from "./rate_headers.ts";
import type { Ticket } from "./rate_controller.ts";
import type { Reading } from "./reading.ts";
import { redact } from "./redact.ts";
import { retryAfter, retryDelayOf } from "./retry_after.ts";
import { TimeLimit } from "./time_limit.ts";
import { estimateTokens } from "./token_estimate.ts";

/** What {@linkcode LiveAsker} works with. */
export interface LiveParts {
  readonly journal: Journal;
  readonly lanes: Lanes;
  readonly budget: Budget;
  readonly closed: ClosedModels;
  readonly clock: Clock;
  readonly random: () => number;
  readonly priceOf: (provider: string, model: string) => Price | null;
  readonly note: (sentence: string) => void;
  /** Where several workers share the calls. */
  readonly claims: Pick<ClaimDesk, "holds" | "regain"> | undefined;
}

/** What came of an attempt: a response that is the answer, or a fault. */
type Attempt =
  | { readonly raw: RawResponse; readonly reading: Reading; readonly fault: null }
  | { readonly raw: RawResponse | null; readonly reading: null; readonly fault: Fault };

/** Asks providers: within the budget, at the lane's pace, again after a fault, journaled before it is read on. */
export class LiveAsker {
  readonly #inFlight = new Set<TimeLimit>();

  constructor(readonly parts: LiveParts) {}

  /** Ends all that is in flight without an answer; for when waiting for it took too long. */
  abort(): void {
    for (const limit of this.#inFlight) limit.abort();
  }

  /**
   * Asks for one call. Never throws for what a provider does; throws where the journal fails.
   *
   * @param stop Aborted when what is not sent yet shall not be sent.
   */
  async ask(key: string, call: Call, stop: AbortSignal): Promise<Answer> {
    const { journal, lanes, budget, closed, clock, random, claims } = this.parts;
    const config = lanes.providers[call.provider]!;
    const { lane } = lanes.get(call.provider);
    const price = this.parts.priceOf(call.provider, call.model);
    const inputTokens = estimateTokens(call.messages);
    const most = mostCost(config, call, price, inputTokens);
    const lost = () => claims !== undefined && !claims.holds(key);
    const stopped = () =>
      stop.aborted || closed.reason(call.provider, call.model) !== undefined || lost();
    const patience = new Patience(random, config.retries);
    let attempts = 0;
    while (true) {
      const reason = closed.reason(call.provider, call.model);
      if (reason) return this.#failed(key, call, reason, attempts);
      if (stop.aborted) return notRun(key, "stopped");
      if (lost()) {
        const other = await claims!.regain(key, stop);
        if (other) return other;
        continue;
      }
      if (!(await budget.reserve(most))) {
        if (budget.exhausted) return notRun(key, "over the budget");
        continue; // turned away because some run was stopped: see whether it was this one
      }
      const ticket = await lane.acquire(call.model, inputTokens, stopped);
      if (!ticket) {
        budget.settle(most, 0);
        continue;
      }
      attempts++;
      const startedAt = clock.now();
      const attempt = await this.#attempt(call, config, ticket);
      if (attempt.fault === null) {
        lane.pump();
        return await this.#keep(key, call, attempt, { startedAt, attempts, most, price });
      }
      const { controller } = lane;
      const fault: Fault = givenUp(attempt.fault, controller)
        ? { ...attempt.fault, scope: "provider" }
        : attempt.fault;
      if (controller.probes === 1) {
        this.parts.note(
          `Provider ${call.provider} does not answer; one request at a time tries it until it does`,
        );
      }
      if (fault.scope === "call" || fault.scope === "model" || fault.scope === "provider") {
        const sentence = closed.failed(call.provider, call.model, fault);
        if (sentence) {
          this.parts.note(sentence);
          lanes.sweep();
        }
      }
      // Only now may the next go: it must not, to a model that has just been closed.
      lane.pump();
      // An answer that is garbled, broke off or came too late may have been paid: it counts as if it had been.
      budget.settle(most, fault.paid ? most : 0);
      if (fault.paid) {
        const { raw } = attempt;
        // Each sum that was counted so has its note: the body, or why there is none.
        const at = `${key}/${startedAt}`;
        await Promise.all([
          raw
            ? journal.setNote(`malformed/${at}`, raw.body)
            : journal.setNote(`unanswered/${at}`, fault.message),
          journal.waste({ call, usd: price && most }),
        ]);
      }
      if (stop.aborted && fault.kind === "connection") return notRun(key, "stopped in flight");
      const asked = attempt.raw ? retryAfter(attempt.raw.headers, clock.now()) : undefined;
      const wait = patience.wait(fault, asked, controller.reached);
      if (wait === null) return this.#failed(key, call, fault, attempts);
      await sleep(clock, wait, stop);
    }
  }

  /** Sends once, and gives the ticket back. */
  async #attempt(call: Call, config: ProviderConfig, ticket: Ticket): Promise<Attempt> {
    const { lanes, clock } = this.parts;
    const { provider, lane } = lanes.get(call.provider);
    const limit = new TimeLimit(clock, config.timeoutSeconds);
    this.#inFlight.add(limit);
    try {
      const raw = await provider.send(call, limit.signal);
      const now = clock.now();
      const reading = interpret(config.api, raw.status, raw.body);
      const allowances = rateHeaders(raw.headers, now);
      if (reading.outcome !== "failed" || (raw.status < 400 && !reading.malformed)) {
        const used = reading.usage && reading.usage.inputTokens + reading.usage.outputTokens;
        lane.controller.succeeded(now, ticket, allowances, used ?? undefined);
        return { raw, reading, fault: null };
      }
      const fault = responseFault(config.api, raw.status, raw.body, reading);
      if (fault.scope === "limited") {
        const wait = retryAfter(raw.headers, now) ?? retryDelayOf(raw.body);
        lane.controller.limited(now, ticket, allowances, wait);
      } else if (fault.scope === "retry" && fault.kind === "status") {
        lane.controller.faulted(now, ticket, false, allowances);
      } else lane.controller.failed(now, ticket, allowances);
      return { raw, reading: null, fault: this.#clean(fault) };
    } catch (error) {
      const fault = this.#clean(thrownFault(error, limit.expired));
      lane.controller.faulted(clock.now(), ticket, fault.scope === "unreachable");
      return { raw: null, reading: null, fault };
    } finally {
      limit.end();
      this.#inFlight.delete(limit);
    }
  }

  /** Journals an answer with what it cost, and only then hands it on. */
  async #keep(
    key: string,
    call: Call,
    { raw, reading }: Extract<Attempt, { fault: null }>,
    how: { startedAt: number; attempts: number; most: number; price: Price | null },
  ): Promise<Answer> {
    const { journal, lanes, budget, closed, clock } = this.parts;
    const usd = chargedUsd(
      lanes.providers[call.provider]!,
      call,
      raw.status,
      reading.usage,
      how.price,
    );
    budget.settle(how.most, usd ?? 0);
    const completion: Completion = {
      key,
      call,
      status: raw.status,
      body: raw.body,
      requestId: raw.requestId,
      source: "live",
      startedAt: how.startedAt,
      endedAt: clock.now(),
      attempts: how.attempts,
    };
    const charge = {
      key,
      ...tokensOf(reading.usage),
      usd,
    };
    await Promise.all([journal.append(completion), journal.charge(charge)]);
    closed.answered(call.provider, call.model);
    return answerOf(key, reading, usd, false);
  }

  async #failed(key: string, call: Call, fault: Fault, attempts: number): Promise<Answer> {
    if (attempts > 0) {
      await this.parts.journal.fail({
        key,
        call,
        kind: fault.kind,
        status: fault.status,
        message: fault.message,
        // Access to a model may be given later, and a firewall let through what it held up.
        final: fault.scope === "call" && fault.status !== 403,
        at: this.parts.clock.now(),
        attempts,
      });
    }
    return {
      key,
      outcome: "failed",
      text: null,
      detail: fault.message,
      usd: null,
      fromJournal: false,
    };
  }

  #clean(fault: Fault): Fault {
    return { ...fault, message: redact(fault.message, this.parts.lanes.secrets).slice(0, 500) };
  }
}

/** The answer that stands in a reading. */
export function answerOf(
  key: string,
  reading: Reading,
  usd: number | null,
  fromJournal: boolean,
): Answer {
  return {
    key,
    outcome: reading.outcome,
    text: reading.text,
    detail: reading.detail,
    usd,
    fromJournal,
  };
}

/** The answer of what was not asked. */
export function notRun(key: string, detail: string): Answer {
  return { key, outcome: "not_run", text: null, detail, usd: null, fromJournal: false };
}
