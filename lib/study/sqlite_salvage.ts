import { existsSync } from "node:fs";
import { DatabaseSync, type SQLInputValue } from "node:sqlite";
import { syncFile, syncFolder } from "./atomic_write.ts";
import { JournalError } from "./journal_error.ts";
import { readsBack } from "./sqlite_damage.ts";
import { isDamage } from "./sqlite_error.ts";
import { COMPLETION_COLUMNS, type CompletionRow, SqliteRoles } from "./sqlite_rows.ts";
import { createTables, pragma } from "./sqlite_schema.ts";

type Row = Record<string, SQLInputValue>;

/** Rows that are read at once; where that fails, half as many are tried. */
const RANGE = 1_024;

/**
 * Copies what can be read of a damaged journal into a new one and puts that in its place; the damaged file stays
 * beside it. What could not be read is simply asked again. A kill at any moment loses nothing: the new journal
 * is complete before the old one moves, and {@linkcode finishSalvage} goes on from there.
 *
 * @returns One sentence on what was lost and where the damaged file is.
 * @throws {JournalError} If nothing can be read, such as with a damaged first page: then nothing was changed.
 */
export function salvage(path: string, damage: string): string {
  const unfinished = `${path}.salvaging`;
  removeDatabase(unfinished);
  padToItsLength(path);
  const source = new DatabaseSync(path, { readOnly: true });
  const target = new DatabaseSync(unfinished);
  let kept: number, known: number;
  try {
    createTables(target);
    target.exec("BEGIN");
    copyRoles(source, target);
    const upTo = lastCompletion(source);
    kept = copyCompletions(source, target, upTo);
    known = Math.max(kept, upTo.known ?? kept);
    copyRange(source, target, "failures", "rowid", lastRow(source, "failures"));
    copyRange(source, target, "embeddings", "rowid", lastRow(source, "embeddings"));
    // A journal of version 1 has none.
    if (attempt(() => source.prepare(HAS_EMBEDDING_CHARGES).get())) {
      const last = lastRow(source, "embedding_charges");
      copyRange(source, target, "embedding_charges", "rowid", last);
    }
    copyNotes(source, target);
    const lost = known - kept;
    const sentence =
      `${path}: the journal was damaged (${damage}); ${kept} of ${
        upTo.known === null ? "at least " : ""
      }${known} completions were recovered` +
      (lost > 0 ? `, the other ${lost} are asked again when the study runs` : "");
    target.prepare("INSERT OR REPLACE INTO notes (name, value) VALUES (?, ?)").run(
      `salvage/${new Date().toISOString()}`,
      sentence,
    );
    target.exec("COMMIT");
    source.close();
    target.close();
    syncFile(unfinished);
    Deno.renameSync(unfinished, `${path}.salvaged`);
    return `${sentence}; the damaged file is kept as ${finishSalvage(path)}`;
  } catch (error) {
    if (source.isOpen) source.close();
    if (target.isOpen) target.close();
    removeDatabase(unfinished);
    if (!isDamage(error)) throw error;
    throw new JournalError(
      "damaged",
      `${path}: Expected a journal that can be recovered but not even its list of tables can be read (${damage}): restore the file from a copy`,
      { cause: error },
    );
  }
}

/** Puts a complete salvaged journal in place, if there is one, and returns the damaged one's new name. */
export function finishSalvage(path: string): string | undefined {
  const salvaged = `${path}.salvaged`;
  if (!existsSync(salvaged)) return undefined;
  const damaged = `${path}.damaged-${new Date().toISOString().replaceAll(":", "")}`;
  // The old write-ahead log must be gone before the new file has its name, or it would be replayed into it.
  for (const part of ["-wal", "-shm"]) {
    if (existsSync(path + part)) Deno.renameSync(path + part, damaged + part);
  }
  if (existsSync(path)) Deno.linkSync(path, damaged);
  Deno.renameSync(salvaged, path);
  syncFolder(path);
  return damaged;
}

const HAS_EMBEDDING_CHARGES = "SELECT 1 FROM sqlite_schema WHERE name = 'embedding_charges'";

/** Copies completions with their charges, each only if it holds the call of its key; returns how many. */
function copyCompletions(
  source: DatabaseSync,
  target: DatabaseSync,
  upTo: { readonly id: number },
): number {
  const roles = new SqliteRoles(target);
  const charge = source.prepare(
    "SELECT role, input, cached, output, usd FROM charges WHERE id = ?",
  );
  let kept = 0;
  for (
    const row of readRanges<CompletionRow>(
      source,
      `SELECT ${COMPLETION_COLUMNS} FROM completions c WHERE c.id BETWEEN ? AND ?`,
      upTo.id,
    )
  ) {
    if (!readsBack(row, roles)) continue;
    const { id, hex, ...columns } = row;
    const { lastInsertRowid } = insert(target, "completions", {
      key: Uint8Array.fromHex(hex),
      ...columns,
    });
    kept++;
    const charged = attempt(() => charge.get(id)) as Row | undefined;
    if (charged) insert(target, "charges", { id: lastInsertRowid, ...charged });
  }
  return kept;
}

/** From the table, and from its index, which has all columns too: whichever of the two can be read. */
function copyRoles(source: DatabaseSync, target: DatabaseSync): void {
  copyRange(source, target, "roles", "id", lastRow(source, "roles"));
  const columns = "id, stage, prompt, provider, model, parameters";
  const rows = attempt(() =>
    source.prepare(`SELECT ${columns} FROM roles INDEXED BY sqlite_autoindex_roles_1`).all()
  );
  for (const row of rows ?? []) insert(target, "roles", row as Row);
}

function copyRange(
  source: DatabaseSync,
  target: DatabaseSync,
  table: string,
  id: string,
  upTo: number,
): void {
  const sql = `SELECT * FROM ${table} WHERE ${id} BETWEEN ? AND ?`;
  for (const row of readRanges<Row>(source, sql, upTo)) insert(target, table, row);
}

function copyNotes(source: DatabaseSync, target: DatabaseSync): void {
  attempt(() => {
    for (const row of source.prepare("SELECT * FROM notes").iterate()) {
      insert(target, "notes", row as Row);
    }
  });
}

/** All rows from 1 to `last` that can be read, halving a range until its damaged rows are alone. */
function* readRanges<T>(source: DatabaseSync, sql: string, last: number): Generator<T> {
  const statement = source.prepare(sql);
  for (let start = 1; start <= last; start += RANGE) {
    const ranges: [number, number][] = [[start, start + RANGE - 1]];
    for (let range = ranges.pop(); range; range = ranges.pop()) {
      const [from, to] = range;
      const rows = attempt(() => statement.all(from, to));
      if (rows) yield* rows as T[];
      else if (from < to) {
        const middle = Math.floor((from + to) / 2);
        ranges.push([middle + 1, to], [from, middle]);
      }
    }
  }
}

/**
 * How far completions go: up to which id to look for them, and their number where two parts of the file agree on it
 * (one alone may have been made up by the damage), otherwise null.
 */
function lastCompletion(source: DatabaseSync): { id: number; known: number | null } {
  const ids = [
    "SELECT max(id) AS id FROM completions",
    "SELECT max(id) AS id FROM completions INDEXED BY completions_role WHERE role > 0",
    "SELECT max(id) AS id FROM charges",
  ].map((sql) => highest(source, sql)).filter((id) => id !== undefined);
  const agreed = ids.filter((id, i) => ids.indexOf(id) !== i);
  return {
    id: ids.length > 0 ? Math.max(...ids) : guess(source),
    known: agreed.length > 0 ? Math.max(...agreed) : null,
  };
}

function lastRow(source: DatabaseSync, table: string): number {
  return highest(source, `SELECT max(rowid) AS id FROM ${table}`) ?? guess(source);
}

/** An id that damage made up may be any number: one that the file has no room for tells nothing. */
function highest(source: DatabaseSync, sql: string): number | undefined {
  const statement = attempt(() => source.prepare(sql));
  statement?.setReadBigInts(true);
  const row = attempt(() => statement?.get()) as { id: bigint | null } | undefined;
  if (!row) return undefined;
  const id = Number(row.id ?? 0);
  return id <= guess(source) ? id : undefined;
}

/** More rows than the file can have: none is shorter than 32 bytes. */
function guess(source: DatabaseSync): number {
  return pragma(source, "page_count") * pragma(source, "page_size") / 32;
}

/** SQLite reads nothing of a file that was cut short; with zeros in place of what is missing it reads the rest. */
function padToItsLength(path: string): void {
  using file = Deno.openSync(path, { read: true, write: true });
  const header = new DataView(new ArrayBuffer(100));
  const bytes = new Uint8Array(header.buffer);
  if (file.readSync(bytes) !== 100) return;
  if (new TextDecoder().decode(bytes.subarray(0, 16)) !== "SQLite format 3\0") return;
  const size = (header.getUint16(16) === 1 ? 65_536 : header.getUint16(16)) * header.getUint32(28);
  if (file.statSync().size < size) file.truncateSync(size);
}

function insert(target: DatabaseSync, table: string, row: Row) {
  const names = Object.keys(row);
  return target.prepare(
    `INSERT OR IGNORE INTO ${table} (${names}) VALUES (${names.map(() => "?")})`,
  ).run(...Object.values(row));
}

/** What `run` returns, or undefined where it meets damage. */
function attempt<T>(run: () => T): T | undefined {
  try {
    return run();
  } catch (error) {
    if (isDamage(error)) return undefined;
    throw error;
  }
}

function removeDatabase(path: string): void {
  for (const part of ["", "-wal", "-shm", "-journal"]) {
    if (existsSync(path + part)) Deno.removeSync(path + part);
  }
}
