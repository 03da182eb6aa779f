import type { DatabaseSync } from "node:sqlite";
import { setImmediate } from "node:timers/promises";
import type { JournalFilter, JournalTotal } from "./journal.ts";
import type { Role } from "./role.ts";
import { storeError } from "./sqlite_error.ts";
import type { SqliteHold } from "./sqlite_hold.ts";
import { SqliteRoles } from "./sqlite_roles.ts";
import { SqliteWrites } from "./sqlite_writes.ts";
import type { Store, Write } from "./store.ts";
import {
  type CompletionRow,
  KEYED_TABLES,
  type KeyedTable,
  ROWS_AT_ONCE,
  type RowsByKey,
} from "./stored_rows.ts";
import { ASKED, type AskedRow, TOTALS } from "./totals_query.ts";

/** Columns of a `CompletionRow`, for a table `t`. */
export const COMPLETION_COLUMNS = `lower(hex(t.key)) AS hex, ${KEYED_TABLES.completions.columns}`;

/** What a store needs of its {@linkcode SqliteHold}. */
type Hold = Pick<SqliteHold, "expectInPlace" | "release">;

/** An SQLite database that keeps a journal; one process writes it. */
export class SqliteStore implements Store {
  readonly place: string;
  readonly writable: boolean;
  readonly recovers: boolean;
  readonly remedy =
    "open the study for writing again, which recovers all else; this call is then asked again";
  readonly #db: DatabaseSync;
  readonly #hold: Hold | undefined;
  readonly #roles: SqliteRoles;
  readonly #writes: SqliteWrites | undefined;

  /**
   * @param db Opened, with the tables of this version.
   * @param hold Asked before each commit, released when the store is closed.
   */
  constructor(db: DatabaseSync, place: string, hold: Hold | undefined, readOnly: boolean) {
    this.place = place;
    this.writable = this.recovers = !readOnly;
    this.#db = db;
    this.#hold = hold;
    this.#roles = new SqliteRoles(db);
    this.#writes = readOnly ? undefined : new SqliteWrites(db, this.#roles);
  }

  commit(writes: readonly Write[]): void {
    this.#hold?.expectInPlace();
    try {
      this.#db.exec("BEGIN IMMEDIATE");
      for (const write of writes) this.#writes!.write(write);
      this.#db.exec("COMMIT");
    } catch (error) {
      try {
        this.#db.exec("ROLLBACK");
      } catch {
        // SQLite has rolled back by itself.
      }
      this.#roles.forget();
      throw storeError(error, this.place);
    }
  }

  async *rows<T extends KeyedTable>(
    table: T,
    keys: readonly string[],
  ): AsyncGenerator<RowsByKey[T]> {
    const { table: name, columns } = KEYED_TABLES[table];
    const statement = this.#read(() =>
      this.#db.prepare(
        `SELECT j.value AS hex, ${columns} FROM json_each(?) j JOIN ${name} t ON t.key = unhex(j.value)`,
      )
    );
    for (let start = 0; start < keys.length; start += ROWS_AT_ONCE) {
      const wanted = JSON.stringify(keys.slice(start, start + ROWS_AT_ONCE));
      yield* this.#read(() => statement.all(wanted)) as unknown as RowsByKey[T][];
      if (start + ROWS_AT_ONCE < keys.length) await setImmediate();
    }
  }

  /** As one text, since a row for each key would take some five times as long. */
  keys(after: string, most: number): string[] {
    const [row] = this.#all<{ keys: string | null }>(
      `SELECT lower(group_concat(hex(key), '')) AS keys
       FROM (SELECT key FROM completions WHERE key > unhex(?) ORDER BY key LIMIT ?)`,
      after,
      most,
    );
    return row?.keys?.match(/.{64}/g) ?? [];
  }

  /** Fixes the ids first, so that rows appended meanwhile neither show up nor slow it down. */
  async *stream(filter: JournalFilter, uncharged: boolean): AsyncGenerator<CompletionRow> {
    const all = this.#read(() => this.#ids(filter, uncharged));
    const page = this.#db.prepare(
      `SELECT ${COMPLETION_COLUMNS} FROM json_each(?) j JOIN completions t ON t.id = j.value ORDER BY t.id`,
    );
    for (let start = 0; start < all.length; start += ROWS_AT_ONCE) {
      const wanted = JSON.stringify([...all.subarray(start, start + ROWS_AT_ONCE)]);
      yield* this.#read(() => page.all(wanted)) as unknown as CompletionRow[];
      await setImmediate();
    }
  }

  role(id: number): Role {
    return this.#read(() => this.#roles.get(id));
  }

  totals(): JournalTotal[] {
    return this.#all<JournalTotal>(TOTALS);
  }

  asked(): AskedRow[] {
    return this.#all<AskedRow>(ASKED);
  }

  note(name: string): string | undefined {
    return this.#all<{ value: string }>("SELECT value FROM notes WHERE name = ?", name)[0]?.value;
  }

  noteNames(prefix: string): string[] {
    return this.#all<{ name: string }>(
      "SELECT name FROM notes WHERE substr(name, 1, length(?1)) = ?1 ORDER BY name",
      prefix,
    ).map(({ name }) => name);
  }

  close(): void {
    try {
      this.#db.close();
    } finally {
      this.#hold?.release();
    }
  }

  #ids(filter: JournalFilter, uncharged: boolean): Float64Array {
    const roles = JSON.stringify(this.#roles.matching(filter));
    const join = uncharged ? "LEFT JOIN charges h ON h.id = c.id WHERE h.usd IS NULL AND" : "WHERE";
    const rows = this.#all<{ id: number }>(
      `SELECT c.id FROM completions c ${join} c.role IN (SELECT value FROM json_each(?)) ORDER BY c.id`,
      roles,
    );
    return Float64Array.from(rows, ({ id }) => id);
  }

  #all<T>(sql: string, ...parameters: (string | number)[]): T[] {
    return this.#read(() => this.#db.prepare(sql).all(...parameters)) as T[];
  }

  #read<T>(run: () => T): T {
    try {
      return run();
    } catch (error) {
      throw storeError(error, this.place);
    }
  }
}
