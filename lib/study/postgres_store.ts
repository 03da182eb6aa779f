import type { JournalFilter, JournalTotal } from "./journal.ts";
import { PostgresClaims } from "./postgres_claims.ts";
import { PostgresRoles } from "./postgres_roles.ts";
import type { PostgresSession } from "./postgres_session.ts";
import { rolesOf, writeAll } from "./postgres_writes.ts";
import { RecentWrites } from "./recent_writes.ts";
import type { Role } from "./role.ts";
import type { Store, Write } from "./store.ts";
import {
  type CompletionRow,
  KEYED_TABLES,
  type KeyedTable,
  ROWS_AT_ONCE,
  type RowsByKey,
} from "./stored_rows.ts";
import { ASKED, type AskedRow, TOTALS } from "./totals_query.ts";

/** A schema of a PostgreSQL database that keeps a journal; any number of workers write it. */
export class PostgresStore implements Store {
  readonly place: string;
  readonly writable = true;
  readonly recovers = false;
  readonly remedy =
    "restore the database, or delete the row with this key so that the call is asked again";
  readonly claims: PostgresClaims;
  readonly #session: PostgresSession;
  readonly #roles: PostgresRoles;
  readonly #recent = new RecentWrites();
  #history: string;
  /** What a server that took over is still to get. */
  #owed: readonly Write[] = [];

  constructor(session: PostgresSession) {
    this.place = session.place;
    this.#history = session.history.first;
    this.#session = session;
    this.#roles = new PostgresRoles(session);
    this.claims = new PostgresClaims(session);
  }

  /**
   * Where another server has taken over since the last commit, what was acknowledged lately goes along: the new one may
   * never have got it.
   */
  async commit(writes: readonly Write[]): Promise<void> {
    while (true) {
      const all = [...this.#owed, ...writes];
      const history = await this.#write(all);
      if (history === this.#history) break;
      this.#history = history;
      this.#owed = [...this.#recent.all];
      this.#roles.forget();
    }
    this.#owed = [];
    this.#recent.add(writes);
  }

  /** Writes where the server's history is the known one, and returns its history. */
  async #write(writes: readonly Write[]): Promise<string> {
    const ids = new Map<Write, number>();
    for (const [write, role] of rolesOf(writes)) ids.set(write, await this.#roles.idOf(role));
    return await this.#session.transaction(async (run, history) => {
      if (history === this.#history) await writeAll(run, writes, ids, this.claims.workers);
      return history;
    });
  }

  async *rows<T extends KeyedTable>(
    table: T,
    keys: readonly string[],
  ): AsyncGenerator<RowsByKey[T]> {
    const { table: name, columns } = KEYED_TABLES[table];
    for (let start = 0; start < keys.length; start += ROWS_AT_ONCE) {
      yield* await this.#session.read<RowsByKey[T]>(
        `SELECT encode(t.key, 'hex') AS hex, ${columns} FROM ${name} t
         WHERE t.key IN (SELECT decode(k, 'hex') FROM unnest($1::text[]) k)`,
        [keys.slice(start, start + ROWS_AT_ONCE)],
      );
    }
  }

  async keys(after: string, most: number): Promise<string[]> {
    const rows = await this.#session.read<{ hex: string }>(
      `SELECT encode(key, 'hex') AS hex FROM completions
       WHERE key > decode($1::text, 'hex') ORDER BY key LIMIT $2::int`,
      [after, most],
    );
    return rows.map(({ hex }) => hex);
  }

  async *stream(filter: JournalFilter, uncharged: boolean): AsyncGenerator<CompletionRow> {
    const { stage = null, provider = null, model = null } = filter;
    const roles = await this.#session.read<{ id: number }>(
      `SELECT id FROM roles WHERE ($1::text IS NULL OR stage = $1) AND ($2::text IS NULL OR provider = $2)
        AND ($3::text IS NULL OR model = $3)`,
      [stage, provider, model],
    );
    const where = uncharged
      ? " AND NOT EXISTS (SELECT 1 FROM charges h WHERE h.id = t.id AND h.usd IS NOT NULL)"
      : "";
    yield* this.#pages(`t.role = ANY($2::int[])${where}`, [roles.map(({ id }) => id)]);
  }

  async *#pages(where: string, parameters: readonly unknown[]): AsyncGenerator<CompletionRow> {
    const [last] = await this.#session.read<{ id: number }>(
      "SELECT coalesce(max(id), 0) AS id FROM completions",
    );
    for (let after = 0;;) {
      const rows = await this.#session.read<CompletionRow>(
        `SELECT encode(t.key, 'hex') AS hex, ${KEYED_TABLES.completions.columns} FROM completions t
         WHERE t.id > $1::float8::bigint AND ${where} ORDER BY t.id LIMIT ${ROWS_AT_ONCE}`,
        [after, ...parameters],
      );
      for (const row of rows) {
        if (row.id > last!.id) return;
        yield row;
      }
      if (rows.length < ROWS_AT_ONCE) return;
      after = rows.at(-1)!.id;
    }
  }

  role(id: number): Promise<Role> {
    return this.#roles.get(id);
  }

  totals(): Promise<JournalTotal[]> {
    return this.#session.read<JournalTotal>(TOTALS);
  }

  asked(): Promise<AskedRow[]> {
    return this.#session.read<AskedRow>(ASKED);
  }

  async note(name: string): Promise<string | undefined> {
    const rows = await this.#session.read<{ value: string }>(
      "SELECT value FROM notes WHERE name = $1",
      [name],
    );
    return rows[0]?.value;
  }

  async noteNames(prefix: string): Promise<string[]> {
    const rows = await this.#session.read<{ name: string }>(
      `SELECT name FROM notes WHERE starts_with(name, $1) ORDER BY name COLLATE "C"`,
      [prefix],
    );
    return rows.map(({ name }) => name);
  }

  async close(): Promise<void> {
    await this.#session.end();
  }
}
