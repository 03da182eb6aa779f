import { existsSync } from "node:fs";
import { DatabaseSync, type StatementSync } from "node:sqlite";
import { setImmediate } from "node:timers/promises";
import { callKey } from "./call.ts";
import type { Charge, Completion, EmbeddingCharge, Failure } from "./completion.ts";
import { GroupCommit } from "./group_commit.ts";
import { InputError } from "./input_error.ts";
import type { Asked, Journal, JournalFilter, JournalTotal } from "./journal.ts";
import { JournalError } from "./journal_error.ts";
import { embeddingRole, pack, roleOf } from "./pack.ts";
import { writeError } from "./atomic_write.ts";
import { findDamage, isSmall } from "./sqlite_damage.ts";
import { isDamage, storeError } from "./sqlite_error.ts";
import { finishSalvage, salvage } from "./sqlite_salvage.ts";
import {
  COMPLETION_COLUMNS,
  type CompletionRow,
  FAILURE_COLUMNS,
  type FailureRow,
  SqliteRoles,
  toCompletion,
  toFailure,
} from "./sqlite_rows.ts";
import { createTables, isJournal, upgrade } from "./sqlite_schema.ts";
import { takeWriterLock, type WriterLock } from "./writer_lock.ts";

/** Options of {@linkcode openSqliteJournal}. */
export interface SqliteJournalOptions {
  /** Only read, beside a process that may be writing. */
  readonly readOnly?: boolean;
  /** Is told, in one sentence, what a damaged journal lost and how it was recovered. */
  readonly note?: (sentence: string) => void;
  /** Check the structure of the whole file on opening, whatever its size (small files always are). */
  readonly check?: boolean;
  /** Milliseconds for which appends gather into one commit (default: adapts to the disk). */
  readonly commitDelay?: number;
}

/** How many keys or rows are looked up before others get a turn. */
const CHUNK = 1_000;
/** Charges that no append takes along are written after so many milliseconds. */
const CHARGE_DELAY = 200;

/**
 * Opens the journal of a study in one SQLite file (WAL, synchronous=FULL), and makes it where it is missing.
 *
 * One process writes a journal at a time: a second one is refused at once, before it can pay for a call that the
 * first has in flight. Any number of processes read beside it with `readOnly`.
 *
 * A damaged file is recovered on opening: what can be read goes to a new file, the damaged one is kept beside it.
 * The end of the write-ahead log is the exception: damage there looks like a commit that was never finished, and
 * its completions are asked again.
 *
 * @param path The file; `:memory:` keeps the journal in memory and has no durability.
 * @throws {InputError} If the file cannot be opened or is not a journal.
 * @throws {JournalError} If another process is writing it.
 *
 * @example
 * ```ts
 * import { assert } from "@std/assert";
 * import { openSqliteJournal } from "./sqlite_journal.ts";
 *
 * await using journal = await openSqliteJournal(":memory:");
 * assert((await journal.totals()).length === 0);
 * ```
 */
// deno-lint-ignore require-await
export async function openSqliteJournal(
  path: string,
  options: SqliteJournalOptions = {},
): Promise<Journal> {
  const shared = options.readOnly || path === ":memory:";
  let lock: WriterLock | undefined;
  try {
    if (!shared) lock = takeWriterLock(`${path}.lock`, path);
    const db = shared ? openDatabase(path, options.readOnly ?? false) : openWhole(path, options);
    return new SqliteJournal(db, path, lock, options);
  } catch (error) {
    lock?.release();
    throw storeError(writeError(error, path), path);
  }
}

/** Opens a database for writing and recovers it first where it is damaged. */
function openWhole(path: string, options: SqliteJournalOptions): DatabaseSync {
  finishSalvage(path);
  let db: DatabaseSync | undefined;
  let damage: string | null;
  try {
    db = openDatabase(path, false);
    damage = findDamage(db, options.check || isSmall(db));
  } catch (error) {
    if (!isDamage(error)) throw error;
    damage = (error as Error).message;
  }
  if (damage === null) return db!;
  db?.close();
  const sentence = salvage(path, damage);
  options.note?.(sentence);
  return openDatabase(path, false);
}

function openDatabase(path: string, readOnly: boolean): DatabaseSync {
  // Who only reads a journal that is not there yet finds it empty.
  const nowhere = readOnly && !existsSync(path);
  const db = new DatabaseSync(nowhere ? ":memory:" : path, { readOnly: readOnly && !nowhere });
  try {
    db.exec("PRAGMA busy_timeout = 10000; PRAGMA cache_size = -16000");
    if (!isJournal(db, path)) {
      if (readOnly && !nowhere) {
        throw new InputError("Expected a journal but found an empty file", { file: path });
      }
      createTables(db);
    }
    upgrade(db, readOnly);
    if (!readOnly) {
      db.exec(
        `PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA fullfsync = 1;
         PRAGMA checkpoint_fullfsync = 1; PRAGMA journal_size_limit = 67108864`,
      );
    }
    return db;
  } catch (error) {
    db.close();
    throw error;
  }
}

/** The statements that writing needs, prepared once. */
function prepareWrites(db: DatabaseSync): Record<
  "append" | "clearFailure" | "fail" | "charge" | "embedding" | "embeddingCharge" | "note",
  StatementSync
> {
  return {
    append: db.prepare(
      `INSERT INTO completions (key, role, status, request_id, source, started_at, ended_at, attempts, content)
       VALUES (unhex(?), ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (key) DO NOTHING`,
    ),
    clearFailure: db.prepare("DELETE FROM failures WHERE key = unhex(?)"),
    fail: db.prepare(
      `INSERT OR REPLACE INTO failures (key, role, kind, status, message, final, at, attempts, content)
       SELECT unhex(?1), ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9
       WHERE NOT EXISTS (SELECT 1 FROM completions WHERE key = unhex(?1))`,
    ),
    charge: db.prepare(
      `INSERT OR REPLACE INTO charges (id, role, input, cached, output, usd)
       SELECT id, role, ?, ?, ?, ? FROM completions WHERE key = unhex(?)`,
    ),
    embedding: db.prepare(
      "INSERT INTO embeddings (key, vector) VALUES (unhex(?), ?) ON CONFLICT (key) DO NOTHING",
    ),
    embeddingCharge: db.prepare(
      "INSERT INTO embedding_charges (role, texts, input, usd) VALUES (?, ?, ?, ?)",
    ),
    note: db.prepare("INSERT OR REPLACE INTO notes (name, value) VALUES (?, ?)"),
  };
}

class SqliteJournal implements Journal {
  readonly #db: DatabaseSync;
  readonly #path: string;
  readonly #lock: WriterLock | undefined;
  readonly #roles: SqliteRoles;
  readonly #writes: ReturnType<typeof prepareWrites> | undefined;
  readonly #group: GroupCommit<() => void>;
  readonly #charges = new Map<string, Charge>();
  #chargeTimer: ReturnType<typeof setTimeout> | undefined;
  #closed = false;

  constructor(
    db: DatabaseSync,
    path: string,
    lock: WriterLock | undefined,
    options: SqliteJournalOptions,
  ) {
    this.#db = db;
    this.#path = path;
    this.#lock = lock;
    this.#roles = new SqliteRoles(db);
    this.#writes = options.readOnly ? undefined : prepareWrites(db);
    this.#group = new GroupCommit(
      (operations) => this.#commit(operations),
      options.commitDelay === undefined ? {} : { delay: options.commitDelay },
    );
  }

  /** One transaction: all of the operations, and the charges that wait, or none. */
  #commit(operations: readonly (() => void)[]): void {
    try {
      this.#db.exec("BEGIN IMMEDIATE");
      for (const operation of operations) operation();
      for (const charge of this.#charges.values()) this.#writeCharge(charge);
      this.#db.exec("COMMIT");
      this.#charges.clear();
    } catch (error) {
      try {
        this.#db.exec("ROLLBACK");
      } catch {
        // SQLite has rolled back by itself.
      }
      this.#roles.reload();
      throw storeError(error, this.#path);
    }
  }

  #write(operation: (writes: ReturnType<typeof prepareWrites>) => void): Promise<void> {
    const writes = this.#writes;
    if (!writes) return Promise.reject(new TypeError("Expected a journal opened for writing"));
    if (this.#closed) return Promise.reject(closedError(this.#path));
    return this.#group.add(() => operation(writes));
  }

  append(completion: Completion): Promise<void> {
    const { key, call } = completion;
    if (callKey(call) !== key) {
      return Promise.reject(
        new TypeError(`Expected the key of the call (${callKey(call)}) but found ${key}`),
      );
    }
    const content = pack(call, completion.body);
    return this.#write((writes) => {
      writes.append.run(
        key,
        this.#roles.idOf(roleOf(call)),
        completion.status,
        completion.requestId,
        completion.source,
        Math.round(completion.startedAt),
        Math.round(completion.endedAt),
        completion.attempts,
        content,
      );
      writes.clearFailure.run(key);
    });
  }

  fail(failure: Failure): Promise<void> {
    const content = pack(failure.call, "");
    return this.#write((writes) => {
      writes.fail.run(
        failure.key,
        this.#roles.idOf(roleOf(failure.call)),
        failure.kind,
        failure.status,
        failure.message,
        failure.final ? 1 : 0,
        Math.round(failure.at),
        failure.attempts,
        content,
      );
    });
  }

  charge(charge: Charge): Promise<void> {
    if (!this.#writes) {
      return Promise.reject(new TypeError("Expected a journal opened for writing"));
    }
    if (this.#closed) return Promise.reject(closedError(this.#path));
    this.#charges.set(charge.key, charge);
    this.#chargeTimer ??= setTimeout(() => {
      this.#chargeTimer = undefined;
      // A failure here loses nothing: the charges wait on, and uncharged() finds them after a kill.
      if (this.#charges.size > 0) this.#group.add(() => {}).catch(() => {});
    }, CHARGE_DELAY);
    return Promise.resolve();
  }

  #writeCharge(charge: Charge): void {
    this.#writes!.charge.run(
      charge.inputTokens,
      charge.cachedInputTokens,
      charge.outputTokens,
      charge.usd,
      charge.key,
    );
  }

  async find(keys: readonly string[]): Promise<Map<string, Completion>> {
    const found = new Map<string, Completion>();
    for await (
      const row of this.#byKeys<CompletionRow>(
        `SELECT ${COMPLETION_COLUMNS} FROM json_each(?) j JOIN completions c ON c.key = unhex(j.value)`,
        keys,
      )
    ) found.set(row.hex, toCompletion(row, this.#roles.get(row.role)));
    return found;
  }

  async has(keys: readonly string[]): Promise<Set<string>> {
    const found = new Set<string>();
    for await (
      const { value } of this.#byKeys<{ value: string }>(
        "SELECT j.value FROM json_each(?) j JOIN completions c ON c.key = unhex(j.value)",
        keys,
      )
    ) found.add(value);
    return found;
  }

  async failures(keys: readonly string[]): Promise<Map<string, Failure>> {
    const found = new Map<string, Failure>();
    for await (
      const row of this.#byKeys<FailureRow>(
        `SELECT ${FAILURE_COLUMNS} FROM json_each(?) j JOIN failures f ON f.key = unhex(j.value)`,
        keys,
      )
    ) found.set(row.hex, toFailure(row, this.#roles.get(row.role)));
    return found;
  }

  completions(filter: JournalFilter = {}): AsyncIterable<Completion> {
    const roles = this.#roles.matching(filter);
    return this.#stream(
      `SELECT id FROM completions WHERE role IN (SELECT value FROM json_each(?)) ORDER BY id`,
      JSON.stringify(roles),
    );
  }

  async *uncharged(): AsyncIterable<Completion> {
    await this.#writeCharges();
    yield* this.#stream(
      `SELECT c.id FROM completions c LEFT JOIN charges h ON h.id = c.id WHERE h.usd IS NULL ORDER BY c.id`,
    );
  }

  /** Fixes the ids first, so that rows appended meanwhile neither show up nor slow it down. */
  async *#stream(ids: string, ...parameters: string[]): AsyncGenerator<Completion> {
    const rows = this.#read(() => this.#db.prepare(ids).all(...parameters)) as { id: number }[];
    const all = Float64Array.from(rows, (row) => row.id);
    const page = this.#db.prepare(
      `SELECT ${COMPLETION_COLUMNS} FROM json_each(?) j JOIN completions c ON c.id = j.value ORDER BY c.id`,
    );
    for (let start = 0; start < all.length; start += CHUNK) {
      const wanted = JSON.stringify([...all.subarray(start, start + CHUNK)]);
      const found = this.#read(() => page.all(wanted)) as unknown as CompletionRow[];
      for (const row of found) yield toCompletion(row, this.#roles.get(row.role));
      await setImmediate();
    }
  }

  async *#byKeys<T>(sql: string, keys: readonly string[]): AsyncGenerator<T> {
    const statement = this.#read(() => this.#db.prepare(sql));
    for (let start = 0; start < keys.length; start += CHUNK) {
      const wanted = JSON.stringify(keys.slice(start, start + CHUNK));
      yield* this.#read(() => statement.all(wanted)) as T[];
      if (start + CHUNK < keys.length) await setImmediate();
    }
  }

  async totals(): Promise<JournalTotal[]> {
    await this.#writeCharges();
    return this.#read(() => this.#db.prepare(TOTALS).all()) as unknown as JournalTotal[];
  }

  // deno-lint-ignore require-await
  async asked(): Promise<Asked[]> {
    const rows = this.#read(() =>
      this.#db.prepare("SELECT role, count(*) AS n FROM completions GROUP BY role").all()
    ) as { role: number; n: number }[];
    return rows.map(({ role, n }) => ({ ...this.#roles.get(role), completions: n }));
  }

  async findEmbeddings(keys: readonly string[]): Promise<Map<string, Float32Array>> {
    const found = new Map<string, Float32Array>();
    for await (
      const { value, vector } of this.#byKeys<{ value: string; vector: Uint8Array }>(
        "SELECT j.value, e.vector FROM json_each(?) j JOIN embeddings e ON e.key = unhex(j.value)",
        keys,
      )
    ) found.set(value, new Float32Array(vector.slice().buffer));
    return found;
  }

  appendEmbeddings(
    vectors: ReadonlyMap<string, Float32Array>,
    charge?: EmbeddingCharge,
  ): Promise<void> {
    const rows = [...vectors].map(([key, vector]) =>
      [key, new Uint8Array(vector.slice().buffer)] as const
    );
    return this.#write((writes) => {
      for (const [key, bytes] of rows) writes.embedding.run(key, bytes);
      if (!charge) return;
      const role = this.#roles.idOf(embeddingRole(charge));
      writes.embeddingCharge.run(role, charge.texts, charge.inputTokens, charge.usd);
    });
  }

  setNote(name: string, value: string): Promise<void> {
    return this.#write((writes) => void writes.note.run(name, value));
  }

  // deno-lint-ignore require-await
  async note(name: string): Promise<string | undefined> {
    const row = this.#read(() =>
      this.#db.prepare("SELECT value FROM notes WHERE name = ?").get(name)
    );
    return (row as { value: string } | undefined)?.value;
  }

  // deno-lint-ignore require-await
  async noteNames(prefix: string): Promise<string[]> {
    const rows = this.#read(() =>
      this.#db.prepare(
        "SELECT name FROM notes WHERE substr(name, 1, length(?1)) = ?1 ORDER BY name",
      )
        .all(prefix)
    );
    return (rows as { name: string }[]).map((row) => row.name);
  }

  #read<T>(run: () => T): T {
    if (this.#closed) throw closedError(this.#path);
    try {
      return run();
    } catch (error) {
      throw storeError(error, this.#path);
    }
  }

  async #writeCharges(): Promise<void> {
    if (this.#charges.size > 0) await this.#group.add(() => {});
  }

  async close(): Promise<void> {
    if (this.#closed) return;
    clearTimeout(this.#chargeTimer);
    await this.#writeCharges().catch(() => {});
    await this.#group.flush();
    this.#closed = true;
    try {
      this.#db.close();
    } finally {
      this.#lock?.release();
    }
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }
}

const TOTALS = `
SELECT r.stage, r.provider, r.model, sum(ifnull(c.n, 0) + ifnull(e.texts, 0)) AS completions,
  sum(ifnull(f.n, 0)) AS failures, sum(ifnull(h.input, 0) + ifnull(e.input, 0)) AS inputTokens,
  sum(ifnull(h.cached, 0)) AS cachedInputTokens, sum(ifnull(h.output, 0)) AS outputTokens,
  total(h.usd) + total(e.usd) AS usd,
  sum(ifnull(c.n, 0) - ifnull(h.priced, 0) + ifnull(e.unpriced, 0)) AS unpriced
FROM roles r
LEFT JOIN (SELECT role, count(*) AS n FROM completions GROUP BY role) c ON c.role = r.id
LEFT JOIN (SELECT role, count(*) AS n FROM failures GROUP BY role) f ON f.role = r.id
LEFT JOIN (
  SELECT role, sum(input) AS input, sum(cached) AS cached, sum(output) AS output, total(usd) AS usd,
    count(usd) AS priced FROM charges GROUP BY role
) h ON h.role = r.id
LEFT JOIN (
  SELECT role, sum(texts) AS texts, sum(input) AS input, total(usd) AS usd,
    sum(iif(usd IS NULL, texts, 0)) AS unpriced FROM embedding_charges GROUP BY role
) e ON e.role = r.id
GROUP BY r.stage, r.provider, r.model
HAVING completions + failures > 0 OR total(e.usd) > 0
ORDER BY min(r.id)`;

function closedError(path: string): JournalError {
  return new JournalError("closed", `${path}: Expected an open journal but it is closed`);
}
