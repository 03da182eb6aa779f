import type { Run } from "./postgres_session.ts";

/** The system's identifier and the timeline; NULL on a standby, which writes none. */
const HISTORY = `CASE WHEN pg_is_in_recovery() THEN NULL ELSE
  (SELECT system_identifier::text FROM pg_control_system()) || '/' ||
  left(pg_walfile_name(pg_current_wal_insert_lsn()), 8) END`;

/** Reads which history of commits a server goes on with: another one begins where a standby or a copy takes over. */
export class PostgresHistory {
  /** An expression of SQL: the history, NULL on a standby. */
  readonly sql: string;

  private constructor(sql: string, readonly first: string) {
    this.sql = sql;
  }

  /** For a server that does not tell, or is not asked: all its commits are taken for one history. */
  static readonly none = new PostgresHistory("''", "");

  /** Finds out whether the server tells, as some hosted ones do not. */
  static async of(run: Run): Promise<PostgresHistory> {
    try {
      const [row] = await run<{ history: string | null }>(`SELECT ${HISTORY} AS history`);
      return new PostgresHistory(HISTORY, row?.history ?? "");
    } catch (error) {
      if (!NOT_TOLD.has((error as { code?: string }).code ?? "")) throw error;
      return PostgresHistory.none;
    }
  }
}

/** Not allowed, not known, not supported there. */
const NOT_TOLD: ReadonlySet<string> = new Set(["42501", "42883", "0A000", "55000"]);

/**
 * Says that a failover may lose what was acknowledged, where the server has a standby that it does not wait for; null
 * otherwise, and where nothing shows of a standby.
 *
 * @param names The server's `synchronous_standby_names`.
 * @param standbys How many standbys it streams to.
 */
export function replicationNote(names: string, standbys: number, place: string): string | null {
  if (names !== "" || standbys === 0) return null;
  return `${place}: Expected synchronous_standby_names on a server with a standby but found it empty: the last commits before a failover may be missing after it; a run that goes on sends its own last ones again`;
}
