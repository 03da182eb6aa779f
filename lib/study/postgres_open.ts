import postgres from "postgres";
import { InputError } from "./input_error.ts";
import { reasonOf } from "./postgres_error.ts";
import { checkVersion, POSTGRES_TABLES, POSTGRES_VERSION } from "./postgres_schema.ts";

/** A connected server with the tables of a study. */
export interface OpenedPostgres {
  readonly sql: postgres.Sql;
  /** Host, port and database, for messages. */
  readonly place: string;
}

/** The oldest server that tells what became of a transaction (`pg_xact_status`). */
const OLDEST = 13;

/**
 * Connects to a server and makes the tables of a study in a schema, where they are missing.
 *
 * @throws {InputError} If the address is none, or if the server cannot be reached, does not let us in, is older than
 * PostgreSQL 13, or does not keep what it acknowledges (`fsync` or `synchronous_commit` off). The message does not
 * contain the password.
 */
export async function openPostgres(
  address: string,
  { schema, connections }: { readonly schema: string; readonly connections: number },
): Promise<OpenedPostgres> {
  const place = placeOf(address);
  const sql = postgres(address, {
    max: connections,
    onnotice: () => {},
    connection: {
      search_path: schema,
      synchronous_commit: "on",
      application_name: "faultline",
    },
    // Counts and ids as numbers: they stay far below 2^53.
    types: { number: { to: 701, from: [20, 1700], serialize: String, parse: Number } },
    connect_timeout: 15,
  }) as unknown as postgres.Sql;
  try {
    await expectDurable(sql, place);
    await makeTables(sql, schema);
  } catch (error) {
    await sql.end({ timeout: 1 });
    if (error instanceof InputError) throw error;
    throw new InputError(
      `Expected a PostgreSQL server at ${place} but found ${reasonOf(error)}`,
      { field: "journal" },
    );
  }
  return { sql, place };
}

function placeOf(address: string): string {
  try {
    const { host, pathname } = new URL(address);
    return host + pathname;
  } catch {
    // What the platform says of it quotes all of it.
    throw new InputError(
      "Expected an address such as postgres://user@host:5432/database but found one that cannot be read",
      { field: "journal" },
    );
  }
}

async function expectDurable(sql: postgres.Sql, place: string): Promise<void> {
  const rows = await sql<{ name: string; setting: string }[]>`
    SELECT name, setting FROM pg_settings
    WHERE name IN ('fsync', 'synchronous_commit', 'server_version_num')`;
  const settings = new Map(rows.map(({ name, setting }) => [name, setting]));
  for (const name of ["fsync", "synchronous_commit"]) {
    if (settings.get(name) === "off") {
      throw new InputError(
        `Expected the PostgreSQL server at ${place} to keep what it acknowledges but its ${name} is off`,
        { field: "journal" },
      );
    }
  }
  const version = Math.floor(Number(settings.get("server_version_num")) / 10_000);
  if (version < OLDEST) {
    throw new InputError(
      `Expected PostgreSQL ${OLDEST} or later at ${place} but found ${version}`,
      { field: "journal" },
    );
  }
}

async function makeTables(sql: postgres.Sql, schema: string): Promise<void> {
  await sql.begin(async (tx) => {
    // Workers that start together would make the same tables.
    await tx`SELECT pg_advisory_xact_lock(hashtext(${schema}))`;
    await tx`CREATE SCHEMA IF NOT EXISTS ${tx(schema)}`;
    const [row] = await tx<{ comment: string | null }[]>`
      SELECT obj_description(oid, 'pg_namespace') AS comment FROM pg_namespace WHERE nspname = ${schema}`;
    checkVersion(row?.comment ?? null, schema);
    if (row?.comment === String(POSTGRES_VERSION)) return;
    // Tables that an older version lacks are made, the others stay.
    await tx.unsafe(POSTGRES_TABLES);
    await tx`COMMENT ON SCHEMA ${tx(schema)} IS ${tx.unsafe(`'${POSTGRES_VERSION}'`)}`;
  });
}
