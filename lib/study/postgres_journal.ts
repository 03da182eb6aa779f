import type { Journal } from "./journal.ts";
import { openPostgres } from "./postgres_open.ts";
import { PostgresStore } from "./postgres_store.ts";
import { StoredJournal } from "./stored_journal.ts";

export { schemaOf } from "./postgres_schema.ts";

/** Options of {@linkcode openPostgresJournal}. */
export interface PostgresJournalOptions {
  /** Which schema of the database holds the study. */
  readonly schema: string;
  /** Most connections of this process (4). */
  readonly connections?: number;
  /** For how many seconds a server that went away is waited for (60); what waits is acknowledged when it is back. */
  readonly patienceSeconds?: number;
  /** Is told, in one sentence, that a failover may lose what was acknowledged. */
  readonly note?: (sentence: string) => void;
}

/**
 * Opens the journal of a study on PostgreSQL, where any number of workers on any number of machines share it (see
 * {@linkcode Claims}), and makes its tables where they are missing. The order of acknowledgement is that of each
 * worker; between workers it may differ by what was in one commit. A restart of the server in the middle is waited
 * out.
 *
 * @param address `postgres://user@host:port/database`; a password left out is taken from `PGPASSWORD`.
 * @throws {InputError} If the server cannot be reached, does not let us in, is too old, or does not keep what it
 * acknowledges (`fsync` or `synchronous_commit` off). The message does not contain the password.
 *
 * @example
 * ```ts ignore
 * await using journal = await openPostgresJournal("postgres://me@db/studies", { schema: "mine" });
 * ```
 */
export async function openPostgresJournal(
  address: string,
  { schema, connections = 4, patienceSeconds = 60, note }: PostgresJournalOptions,
): Promise<Journal> {
  const patience = patienceSeconds * 1000;
  const session = await openPostgres(address, {
    schema,
    connections,
    patience,
    ...(note ? { note } : {}),
  });
  return new StoredJournal(new PostgresStore(session), { limit: 1_000, delay: 2 });
}
