import { InputError } from "./input_error.ts";

/** Version of the tables below, kept in the schema's comment; what each added stands at that of SQLite. */
export const POSTGRES_VERSION = 3;

/** The tables of a study, as in SQLite, and the claims of its workers. */
export const POSTGRES_TABLES = `
CREATE TABLE IF NOT EXISTS roles (
  id INT GENERATED ALWAYS AS IDENTITY PRIMARY KEY, stage TEXT NOT NULL, prompt TEXT NOT NULL,
  provider TEXT NOT NULL, model TEXT NOT NULL, parameters TEXT NOT NULL,
  UNIQUE (stage, prompt, provider, model, parameters)
);
CREATE TABLE IF NOT EXISTS completions (
  id BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY, key BYTEA NOT NULL UNIQUE, role INT NOT NULL,
  status INT NOT NULL, request_id TEXT, source TEXT NOT NULL, started_at FLOAT8 NOT NULL, ended_at FLOAT8 NOT NULL,
  attempts INT NOT NULL, content BYTEA NOT NULL
);
ALTER TABLE completions ALTER COLUMN content SET STORAGE EXTERNAL;
CREATE INDEX IF NOT EXISTS completions_role ON completions (role, id);
CREATE TABLE IF NOT EXISTS charges (
  id BIGINT PRIMARY KEY, role INT NOT NULL, input FLOAT8 NOT NULL, cached FLOAT8 NOT NULL, output FLOAT8 NOT NULL,
  usd FLOAT8
);
CREATE TABLE IF NOT EXISTS failures (
  key BYTEA PRIMARY KEY, role INT NOT NULL, kind TEXT NOT NULL, status INT, message TEXT NOT NULL,
  final BOOLEAN NOT NULL, at FLOAT8 NOT NULL, attempts INT NOT NULL, content BYTEA NOT NULL
);
CREATE TABLE IF NOT EXISTS embeddings (key BYTEA PRIMARY KEY, vector BYTEA NOT NULL);
CREATE TABLE IF NOT EXISTS embedding_charges (
  role INT NOT NULL, texts FLOAT8 NOT NULL, input FLOAT8 NOT NULL, usd FLOAT8
);
CREATE TABLE IF NOT EXISTS notes (name TEXT PRIMARY KEY, value TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS claims (key BYTEA PRIMARY KEY, worker TEXT NOT NULL, until TIMESTAMPTZ NOT NULL);
`;

/**
 * The schema of a study in a database that may hold several.
 *
 * @example
 * ```ts
 * import { assert } from "@std/assert";
 * import { schemaOf } from "./postgres_schema.ts";
 *
 * assert(schemaOf("My spec, v2") === "faultline_my_spec_v2");
 * ```
 */
export function schemaOf(study: string): string {
  return `faultline_${study.toLowerCase().replace(/[^a-z0-9]+/g, "_")}`.slice(0, 63);
}

/**
 * Checks the version that a schema's comment tells; null is a new schema.
 *
 * @throws {InputError} If another program's words stand there, or a newer version.
 */
export function checkVersion(comment: string | null, schema: string): void {
  const version = Number(comment ?? POSTGRES_VERSION);
  if (!Number.isInteger(version) || version < 1) {
    throw new InputError(
      `Expected a study's journal in schema ${schema} but found another program's, by its comment`,
      { field: "journal" },
    );
  }
  if (version > POSTGRES_VERSION) {
    throw new InputError(
      `Expected a journal of version ${POSTGRES_VERSION} or less in schema ${schema} but found ${version}: a newer Faultline wrote it`,
      { field: "journal" },
    );
  }
}
