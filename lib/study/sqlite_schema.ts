import type { DatabaseSync } from "node:sqlite";
import { InputError } from "./input_error.ts";

/** `FLTL`: marks an SQLite file as a journal. */
const APPLICATION_ID = 0x464c_544c;

/**
 * Version of the tables below and of what stands in them, kept in the file's `user_version`. Version 2 added
 * `embedding_charges`; version 3 seals records, which an older Faultline would take for damage.
 */
export const SCHEMA_VERSION = 3;

/** What requests for embeddings cost. */
const EMBEDDING_CHARGES =
  "TABLE embedding_charges (role INTEGER NOT NULL, texts INTEGER NOT NULL, input INTEGER NOT NULL, usd REAL) STRICT";

/**
 * Completions are rows in the order of their acknowledgement. What thousands of calls share stands once in
 * `roles`; charges are apart, so that adding them up reads no body and charging rewrites none.
 */
const TABLES = `
CREATE TABLE roles (
  id INTEGER PRIMARY KEY, stage TEXT NOT NULL, prompt TEXT NOT NULL, provider TEXT NOT NULL, model TEXT NOT NULL,
  parameters TEXT NOT NULL, UNIQUE (stage, prompt, provider, model, parameters)
) STRICT;
CREATE TABLE completions (
  id INTEGER PRIMARY KEY, key BLOB NOT NULL UNIQUE, role INTEGER NOT NULL, status INTEGER NOT NULL,
  request_id TEXT, source TEXT NOT NULL, started_at INTEGER NOT NULL, ended_at INTEGER NOT NULL,
  attempts INTEGER NOT NULL, content BLOB NOT NULL
) STRICT;
CREATE INDEX completions_role ON completions (role);
CREATE TABLE charges (
  id INTEGER PRIMARY KEY, role INTEGER NOT NULL, input INTEGER NOT NULL, cached INTEGER NOT NULL,
  output INTEGER NOT NULL, usd REAL
) STRICT;
CREATE TABLE failures (
  key BLOB PRIMARY KEY, role INTEGER NOT NULL, kind TEXT NOT NULL, status INTEGER, message TEXT NOT NULL,
  final INTEGER NOT NULL, at INTEGER NOT NULL, attempts INTEGER NOT NULL, content BLOB NOT NULL
) STRICT;
CREATE TABLE embeddings (key BLOB NOT NULL UNIQUE, vector BLOB NOT NULL) STRICT;
CREATE TABLE notes (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;
CREATE ${EMBEDDING_CHARGES};
`;

/** Makes the tables of a new journal. */
export function createTables(db: DatabaseSync): void {
  db.exec(
    `BEGIN IMMEDIATE; ${TABLES}
     PRAGMA application_id = ${APPLICATION_ID}; PRAGMA user_version = ${SCHEMA_VERSION}; COMMIT`,
  );
}

/** Brings a journal of an older version up to this one; who only reads it finds what is new empty. */
export function upgrade(db: DatabaseSync, readOnly: boolean): void {
  const version = pragma(db, "user_version");
  if (version >= SCHEMA_VERSION) return;
  if (readOnly) {
    if (version < 2) db.exec(`CREATE TEMP ${EMBEDDING_CHARGES}`);
    return;
  }
  const added = version < 2 ? `CREATE ${EMBEDDING_CHARGES};` : "";
  db.exec(`BEGIN IMMEDIATE; ${added} PRAGMA user_version = ${SCHEMA_VERSION}; COMMIT`);
}

/**
 * Whether the file is a journal (true) or empty (false).
 *
 * @throws {InputError} If it is another program's database, or a journal of a newer version.
 */
export function isJournal(db: DatabaseSync, path: string): boolean {
  const application = pragma(db, "application_id");
  const version = pragma(db, "user_version");
  if (application === 0 && version === 0) {
    const { tables } = db.prepare("SELECT count(*) AS tables FROM sqlite_schema").get() as {
      tables: number;
    };
    if (tables === 0) return false;
  }
  if (application !== APPLICATION_ID) {
    throw new InputError("Expected a study's journal but found another program's SQLite database", {
      file: path,
    });
  }
  if (version > SCHEMA_VERSION) {
    throw new InputError(
      `Expected a journal of version ${SCHEMA_VERSION} or less but found ${version}: a newer Faultline wrote it`,
      { file: path },
    );
  }
  return true;
}

/** The number that a pragma returns. */
export function pragma(db: DatabaseSync, name: string): number {
  return Object.values(db.prepare(`PRAGMA ${name}`).get() ?? { none: 0 })[0] as number;
}
