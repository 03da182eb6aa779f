import { existsSync } from "node:fs";
import { DatabaseSync, type SQLInputValue } from "node:sqlite";
import { syncFile, syncFolder } from "./atomic_write.ts";
import { JournalError } from "./journal_error.ts";
import { readsBack } from "./sqlite_damage.ts";
import { isDamage } from "./sqlite_error.ts";
import { attempt, lastCompletion, lastRow, readRanges } from "./sqlite_ranges.ts";
import { SqliteRoles } from "./sqlite_roles.ts";
import { createTables } from "./sqlite_schema.ts";
import { COMPLETION_COLUMNS } from "./sqlite_store.ts";
import { DAMAGE_NOTE } from "./stored_journal.ts";
import type { CompletionRow } from "./stored_rows.ts";

type Row = Record<string, SQLInputValue>;

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
    // Durable before anything of the old journal moves.
    syncFolder(path);
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
  // The old write-ahead log must be gone before the new file has its name, or it would be replayed into it; after
  // a power loss too, hence the sync between.
  for (const part of ["-wal", "-shm"]) {
    if (existsSync(path + part)) Deno.renameSync(path + part, damaged + part);
  }
  if (existsSync(path)) Deno.linkSync(path, damaged);
  syncFolder(path);
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
      `SELECT ${COMPLETION_COLUMNS} FROM completions t WHERE t.id BETWEEN ? AND ?`,
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
    const notes = source.prepare("SELECT * FROM notes WHERE name <> ?");
    for (const row of notes.iterate(DAMAGE_NOTE)) insert(target, "notes", row as Row);
  });
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

function removeDatabase(path: string): void {
  for (const part of ["", "-wal", "-shm", "-journal"]) {
    if (existsSync(path + part)) Deno.removeSync(path + part);
  }
}
