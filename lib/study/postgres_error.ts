// @ts-types="@types/pg"
import pg from "pg";
import { JournalError } from "./journal_error.ts";

/** A connection that could not be made, or was lost. */
export class LostConnection extends Error {
  override name = "LostConnection";

  constructor(cause: unknown) {
    super(reasonOf(cause), { cause });
  }
}

/** PostgreSQL's own codes of an interrupted connection: the server stops, crashed, or is not ready yet. */
const STOPPING: ReadonlySet<string> = new Set(["57P01", "57P02", "57P03"]);
/** Two transactions that could not both go on: a deadlock, a conflict of snapshots. */
const AGAIN: ReadonlySet<string> = new Set(["40P01", "40001"]);
/** The server is a standby, which may be about to take over. */
const STANDBY = "25006";
/** No more connections are free now. */
const TOO_MANY = "53300";
const DISK_FULL = "53100";

function codeOf(error: unknown): string {
  return error instanceof pg.DatabaseError ? error.code ?? "" : "";
}

/** Whether the same may succeed a little later: the server restarts, the network is gone, a deadlock was ended. */
export function passes(error: unknown): boolean {
  const code = codeOf(error);
  return error instanceof LostConnection || STOPPING.has(code) || AGAIN.has(code) ||
    code === TOO_MANY || code === STANDBY || code.startsWith("08");
}

/** The reason of a failure in a few words; never empty. */
export function reasonOf(error: unknown): string {
  const { code, message } = (error ?? {}) as { code?: string; message?: string };
  return code === "ECONNREFUSED" ? "nothing that listens" : message || code || "an unknown error";
}

/** What the driver raised, as one sentence that says what to do; other errors stay as they are. */
export function postgresError(error: unknown, place: string): unknown {
  if (codeOf(error) === DISK_FULL) {
    return new JournalError(
      "full",
      `${place}: Expected to write the journal but the server's disk is full: free some space and run again; all that was acknowledged is kept`,
    );
  }
  if (!(error instanceof LostConnection) && !(error instanceof pg.DatabaseError)) return error;
  // Its details are left out: they quote what was written.
  return new JournalError(
    "store",
    `${place}: Expected the journal's server to answer but found ${reasonOf(error)}`,
  );
}
