import type { Clock } from "../clock.ts";
import { redact } from "../redact.ts";
import { BatchRefused } from "./batch_api.ts";

/**
 * Milliseconds for which a provider must say that it knows no such batch: a new one may not be known everywhere yet, and
 * one that is there but not under this key would be paid twice.
 */
const GONE = 3_600_000;
/** How often in a row the key must be refused: only the user can mend that. */
const MOST_REFUSALS = 3;
/** Milliseconds for which a provider that gives no answer, or none but faults, is waited for. */
const OUTAGE = 8 * 3_600_000;

/** Troubles in a row with looking at one batch, and what they come to. */
export class BatchTrouble {
  #goneSince: number | null = null;
  #downSince: number | null = null;
  #refusals = 0;

  /** @param secrets Keys, to be struck out of what is said. */
  constructor(readonly clock: Clock, readonly secrets: () => Iterable<string>) {}

  /** A look went well. */
  over(): void {
    this.#goneSince = null;
    this.#downSince = null;
    this.#refusals = 0;
  }

  /**
   * A look failed.
   *
   * @returns Why; and that the batch is `gone`, that it is to be left for the next run (`leave`), or that it may `pass`.
   */
  of(error: unknown): { readonly reason: string; readonly means: "gone" | "leave" | "pass" } {
    const status = error instanceof BatchRefused ? error.status : null;
    const reason = redact((error as Error).message, this.secrets());
    const now = this.clock.now();
    this.#goneSince = status === 404 ? this.#goneSince ?? now : null;
    this.#refusals = status === 401 || status === 403 ? this.#refusals + 1 : 0;
    this.#downSince ??= now;
    if (this.#goneSince !== null && now - this.#goneSince >= GONE) return { reason, means: "gone" };
    const leave = this.#refusals >= MOST_REFUSALS || now - this.#downSince >= OUTAGE;
    return { reason, means: leave ? "leave" : "pass" };
  }
}
