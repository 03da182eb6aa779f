import { JournalError } from "./journal_error.ts";

/** Codes of a lost, refused or interrupted connection: the driver's, the system's, and PostgreSQL's own. */
const LOST: ReadonlySet<string> = new Set([
  "CONNECTION_CLOSED",
  "CONNECTION_ENDED",
  "CONNECTION_DESTROYED",
  "CONNECT_TIMEOUT",
  "ECONNREFUSED",
  "ECONNRESET",
  "ECONNABORTED",
  "EPIPE",
  "ETIMEDOUT",
  "EHOSTUNREACH",
  "ENETUNREACH",
  "57P01",
  "57P02",
  "57P03",
]);
/** Two transactions that could not both go on: a deadlock, a conflict of snapshots. */
const AGAIN: ReadonlySet<string> = new Set(["40P01", "40001"]);
const DISK_FULL = "53100";

function codeOf(error: unknown): string {
  return String((error as { code?: unknown } | null)?.code ?? "");
}

/** Whether the same may succeed a little later: the server restarts, the network is gone, a deadlock was ended. */
export function passes(error: unknown): boolean {
  const code = codeOf(error);
  return LOST.has(code) || AGAIN.has(code) || code.startsWith("08");
}

/** The reason of a failure, without what the driver knows of the connection. */
export function reasonOf(error: unknown): string {
  const code = codeOf(error);
  if (code === "ECONNREFUSED") return "nothing that listens";
  return (error as { message?: string } | null)?.message || code || "an unknown error";
}

/** What the driver raised, as one sentence that says what to do. */
export function postgresError(error: unknown, place: string): JournalError {
  if (error instanceof JournalError) return error;
  // The driver's error is left out: it holds the query's parameters.
  return codeOf(error) === DISK_FULL
    ? new JournalError(
      "full",
      `${place}: Expected to write the journal but the server's disk is full: free some space and run again; all that was acknowledged is kept`,
    )
    : new JournalError(
      "store",
      `${place}: Expected the journal's server to answer but found ${reasonOf(error)}`,
    );
}
