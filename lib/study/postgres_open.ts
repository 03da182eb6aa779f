// @ts-types="@types/pg"
import pg from "pg";
import { InputError } from "./input_error.ts";
import { PostgresHistory, replicationNote } from "./postgres_history.ts";
import { reasonOf } from "./postgres_error.ts";
import { checkVersion, POSTGRES_TABLES, POSTGRES_VERSION } from "./postgres_schema.ts";
import { PostgresSession } from "./postgres_session.ts";

/** Types that come as numbers: counts, ids and sums of them, which stay far below 2^53. */
const INT8 = 20, NUMERIC = 1700;

/** The oldest server that tells what became of a transaction (`pg_xact_status`). */
const OLDEST = 13;

/**
 * Connects to a server and makes the tables of a study in a schema, where they are missing.
 *
 * @param options.patience For how many milliseconds a server that went away later is waited for.
 * @param options.note Is told, in one sentence, that a failover may lose what was acknowledged.
 * @throws {InputError} If the address is none, or if the server cannot be reached, does not let us in, is older than
 * PostgreSQL 13, or does not keep what it acknowledges (`fsync` or `synchronous_commit` off). The message does not
 * contain the password.
 * @throws {RangeError} If the schema's name needs quoting.
 */
export async function openPostgres(
  address: string,
  options: {
    readonly schema: string;
    readonly connections: number;
    readonly patience?: number;
    readonly note?: (sentence: string) => void;
  },
): Promise<PostgresSession> {
  const { schema, connections, patience, note } = options;
  if (!/^[a-z_][a-z0-9_]*$/.test(schema)) {
    throw new RangeError(
      `Expected a schema's name of lower-case letters, digits and underscores but found "${schema}"`,
    );
  }
  const url = parsed(address);
  const place = url.host + url.pathname;
  // The last of each counts: ours, whatever the address says.
  const settings = [
    url.searchParams.get("options"),
    `-c search_path=${schema} -c synchronous_commit=on`,
  ].filter(Boolean).join(" ");
  url.searchParams.delete("options");
  const pool = new pg.Pool({
    connectionString: url.href,
    options: settings,
    application_name: "faultline",
    max: connections,
    connectionTimeoutMillis: 15_000,
    keepAlive: true,
    types: {
      getTypeParser: (type, format) =>
        type === INT8 || type === NUMERIC ? Number : pg.types.getTypeParser(type, format),
    },
  });
  const session = new PostgresSession(pool, place, 0);
  let history: PostgresHistory;
  try {
    const settings = new Map(await settingsOf(session));
    expectDurable(settings, place);
    await makeTables(session, schema);
    history = await PostgresHistory.of((text) => session.pool.query(text).then(({ rows }) => rows));
    const [row] = await session.read<{ n: number }>(
      "SELECT count(*) AS n FROM pg_stat_replication",
    );
    const names = settings.get("synchronous_standby_names") ?? "";
    const sentence = replicationNote(names, row?.n ?? 0, place);
    if (sentence !== null) note?.(sentence);
  } catch (error) {
    await pool.end();
    if (error instanceof InputError) throw error;
    throw new InputError(
      `Expected a PostgreSQL server at ${place} but found ${reasonOf(error)}`,
      { field: "journal" },
    );
  }
  return new PostgresSession(pool, place, patience, history);
}

function parsed(address: string): URL {
  try {
    return new URL(address);
  } catch {
    // What the platform says of it quotes all of it.
    throw new InputError(
      "Expected an address such as postgres://user@host:5432/database but found one that cannot be read",
      { field: "journal" },
    );
  }
}

async function settingsOf(session: PostgresSession): Promise<[name: string, value: string][]> {
  const rows = await session.read<{ name: string; setting: string }>(
    `SELECT name, setting FROM pg_settings
     WHERE name IN ('fsync', 'synchronous_commit', 'server_version_num', 'synchronous_standby_names')`,
  );
  return rows.map(({ name, setting }) => [name, setting]);
}

/**
 * Checks that a commit is on the server's disk when it is acknowledged, and that the server can tell what became
 * of one.
 *
 * @param settings `fsync`, `synchronous_commit` and `server_version_num` of our connection.
 * @throws {InputError} If not.
 */
export function expectDurable(settings: ReadonlyMap<string, string>, place: string): void {
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

async function makeTables(session: PostgresSession, schema: string): Promise<void> {
  await session.transaction(async (run) => {
    // Workers that start together would make the same tables.
    await run("SELECT pg_advisory_xact_lock(hashtext($1))", [schema]);
    await run(`CREATE SCHEMA IF NOT EXISTS ${schema}`);
    const [row] = await run<{ comment: string | null }>(
      "SELECT obj_description(oid, 'pg_namespace') AS comment FROM pg_namespace WHERE nspname = $1",
      [schema],
    );
    checkVersion(row?.comment ?? null, schema);
    if (row?.comment === String(POSTGRES_VERSION)) return;
    // Tables that an older version lacks are made, the others stay.
    for (const statement of POSTGRES_TABLES.split(";")) {
      if (statement.trim()) await run(statement);
    }
    await run(`COMMENT ON SCHEMA ${schema} IS '${POSTGRES_VERSION}'`);
  });
}
