/** Why a journal could not do what was asked. */
export type JournalFault = "full" | "locked" | "damaged" | "closed" | "store";

/**
 * A journal that cannot be written or read: the disk is full, another process writes it, it is damaged. Nothing
 * that was acknowledged is lost by it; a run stops at it, and a command prints its one sentence and exits with 1.
 *
 * @example
 * ```ts
 * import { assert } from "@std/assert";
 * import { JournalError } from "./journal_error.ts";
 *
 * const error = new JournalError("full", "Expected room for the journal but the disk is full");
 * assert(error.fault === "full");
 * ```
 */
export class JournalError extends Error {
  override name = "JournalError";
  readonly fault: JournalFault;

  constructor(fault: JournalFault, message: string, options?: ErrorOptions) {
    super(message, options);
    this.fault = fault;
  }
}
