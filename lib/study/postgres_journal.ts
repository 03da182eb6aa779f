import canonicalize from "canonicalize";
import postgres from "postgres";
import { callKey } from "./call.ts";
import type { Charge, Completion, EmbeddingCharge, Failure } from "./completion.ts";
import { GroupCommit } from "./group_commit.ts";
import { InputError } from "./input_error.ts";
import type { Asked, Claims, Journal, JournalFilter, JournalTotal } from "./journal.ts";
import { JournalError } from "./journal_error.ts";
import { embeddingRole, pack, type Role, roleKey, roleOf } from "./pack.ts";
import { PostgresClaims } from "./postgres_claims.ts";
import { checkVersion, POSTGRES_TABLES, POSTGRES_VERSION } from "./postgres_schema.ts";
import { type CompletionRow, type FailureRow, toCompletion, toFailure } from "./sqlite_rows.ts";

export { schemaOf } from "./postgres_schema.ts";

/** Options of {@linkcode openPostgresJournal}. */
export interface PostgresJournalOptions {
  /** Which schema of the database holds the study. */
  readonly schema: string;
  /** Most connections of this process (4). */
  readonly connections?: number;
}

type Write = (sql: postgres.TransactionSql) => Promise<unknown>;
/** What one commit writes, by kind; rows of a kind go in one statement. */
type Operation =
  | { readonly kind: "append"; readonly completion: Completion; readonly content: Uint8Array }
  | { readonly kind: "other"; readonly write: Write };

const CHUNK = 1_000;
const CHARGE_DELAY = 200;
const COLUMNS =
  "c.id::float8 AS id, encode(c.key, 'hex') AS hex, c.role, c.status, c.request_id, c.source, c.started_at, c.ended_at, c.attempts, c.content";

/**
 * Opens the journal of a study on PostgreSQL, where any number of workers on any number of machines share it (see
 * {@linkcode Claims}), and makes its tables where they are missing. The order of acknowledgement is that of each
 * worker; between workers it may differ by what was in one commit.
 *
 * @param address `postgres://user@host:port/database`; a password left out is taken from `PGPASSWORD`.
 * @throws {InputError} If the server cannot be reached, does not let us in, or does not keep what it acknowledges
 * (`fsync` off). The message does not contain the password.
 *
 * @example
 * ```ts ignore
 * await using journal = await openPostgresJournal("postgres://me@db/studies", { schema: "mine" });
 * ```
 */
export async function openPostgresJournal(
  address: string,
  options: PostgresJournalOptions,
): Promise<Journal> {
  const url = new URL(address);
  const place = `${url.host}${url.pathname}`;
  const sql = postgres(address, {
    max: options.connections ?? 4,
    onnotice: () => {},
    connection: {
      search_path: options.schema,
      synchronous_commit: "on",
      application_name: "faultline",
    },
    connect_timeout: 15,
  });
  try {
    await prepare(sql, options.schema, place);
  } catch (error) {
    await sql.end({ timeout: 1 });
    if (error instanceof InputError) throw error;
    throw new InputError(
      `Expected a PostgreSQL server at ${place} but found ${reasonOf(error)}`,
      { field: "journal" },
    );
  }
  return new PostgresJournal(sql, place);
}

async function prepare(sql: postgres.Sql, schema: string, place: string): Promise<void> {
  const [{ fsync } = { fsync: "on" }] = await sql<{ fsync: string }[]>`SHOW fsync`;
  if (fsync !== "on") {
    throw new InputError(
      `Expected the PostgreSQL server at ${place} to keep what it acknowledges but its fsync is off`,
      { field: "journal" },
    );
  }
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
    await tx.unsafe(`COMMENT ON SCHEMA "${schema}" IS '${POSTGRES_VERSION}'`);
  });
}

/** The reason of a failure, without what the driver knows of the connection. */
function reasonOf(error: unknown): string {
  const { code, message } = error as { code?: string; message?: string };
  return code === "ECONNREFUSED" ? "nothing that listens" : message || code || "an unknown error";
}

class PostgresJournal implements Journal {
  readonly claims: Claims;
  readonly #sql: postgres.Sql;
  readonly #place: string;
  readonly #group: GroupCommit<Operation>;
  readonly #roles = new Map<number, Role>();
  readonly #roleIds = new Map<string, number>();
  #charges = new Map<string, Charge>();
  #chargeTimer: ReturnType<typeof setTimeout> | undefined;
  #closed = false;

  constructor(sql: postgres.Sql, place: string) {
    this.#sql = sql;
    this.#place = place;
    this.claims = new PostgresClaims(sql);
    this.#group = new GroupCommit((operations) => this.#commit(operations), {
      limit: 1_000,
      delay: 2,
    });
  }

  async #commit(operations: readonly Operation[]): Promise<void> {
    const charges = this.#charges;
    this.#charges = new Map();
    try {
      const appends = operations.filter((operation) => operation.kind === "append");
      const roles = await this.#idsOf(appends.map(({ completion }) => roleOf(completion.call)));
      await this.#withoutDeadlock(() =>
        this.#sql.begin(async (tx) => {
          if (appends.length > 0) await appendAll(tx, appends, roles);
          for (const operation of operations) {
            if (operation.kind === "other") await operation.write(tx);
          }
          if (charges.size > 0) await chargeAll(tx, [...charges.values()]);
        })
      );
    } catch (error) {
      this.#charges = new Map([...charges, ...this.#charges]);
      throw this.#explain(error);
    }
  }

  /** Two workers that write the same keys (a lease ran out) may block each other: the server ends one, which tries anew. */
  async #withoutDeadlock(transaction: () => Promise<unknown>): Promise<void> {
    for (let left = 5;; left--) {
      try {
        await transaction();
        return;
      } catch (error) {
        if ((error as { code?: string }).code !== "40P01" || left === 0) throw error;
      }
    }
  }

  #explain(error: unknown): unknown {
    if (error instanceof JournalError) return error;
    const full = (error as { code?: string }).code === "53100";
    return new JournalError(
      full ? "full" : "store",
      full
        ? `${this.#place}: Expected to write the journal but the server's disk is full: free some space and run again; all that was acknowledged is kept`
        : `${this.#place}: Expected the journal's server to answer but found ${reasonOf(error)}`,
    );
  }

  #add(operation: Operation): Promise<void> {
    return this.#closed ? Promise.reject(this.#closedError()) : this.#group.add(operation);
  }

  #other(write: Write): Promise<void> {
    return this.#add({ kind: "other", write });
  }

  append(completion: Completion): Promise<void> {
    const { key, call, body } = completion;
    if (callKey(call) !== key) {
      return Promise.reject(
        new TypeError(`Expected the key of the call (${callKey(call)}) but found ${key}`),
      );
    }
    return this.#add({ kind: "append", completion, content: pack(call, body) });
  }

  async fail(failure: Failure): Promise<void> {
    const { key, call, kind, status, message, final, at, attempts } = failure;
    const [role] = await this.#idsOf([roleOf(call)]);
    const content = pack(call, "");
    await this.#other((tx) =>
      tx`
      WITH done AS (DELETE FROM claims WHERE key = decode(${key}, 'hex'))
      INSERT INTO failures (key, role, kind, status, message, final, at, attempts, content)
      SELECT decode(${key}, 'hex'), ${role!}::int, ${kind}, ${status}::int, ${
        message.replaceAll("\0", "")
      }, ${final}::boolean,
        ${at}::float8, ${attempts}::int, ${content}::bytea
      WHERE NOT EXISTS (SELECT 1 FROM completions WHERE key = decode(${key}, 'hex'))
      ON CONFLICT (key) DO UPDATE SET role = excluded.role, kind = excluded.kind, status = excluded.status,
        message = excluded.message, final = excluded.final, at = excluded.at, attempts = excluded.attempts,
        content = excluded.content`
    );
  }

  charge(charge: Charge): Promise<void> {
    if (this.#closed) return Promise.reject(this.#closedError());
    this.#charges.set(charge.key, charge);
    this.#chargeTimer ??= setTimeout(() => {
      this.#chargeTimer = undefined;
      this.#writeCharges().catch(() => {});
    }, CHARGE_DELAY);
    return Promise.resolve();
  }

  async #writeCharges(): Promise<void> {
    if (this.#charges.size > 0) await this.#other(async () => {});
  }

  async find(keys: readonly string[]): Promise<Map<string, Completion>> {
    const found = new Map<string, Completion>();
    for await (
      const row of this.#byKeys<CompletionRow>(`SELECT ${COLUMNS} FROM completions c`, keys)
    ) {
      found.set(row.hex, toCompletion(row, await this.#role(row.role)));
    }
    return found;
  }

  async has(keys: readonly string[]): Promise<Set<string>> {
    const found = new Set<string>();
    const sql = "SELECT encode(c.key, 'hex') AS hex FROM completions c";
    for await (const { hex } of this.#byKeys<{ hex: string }>(sql, keys)) found.add(hex);
    return found;
  }

  async failures(keys: readonly string[]): Promise<Map<string, Failure>> {
    const found = new Map<string, Failure>();
    const sql = "SELECT c.*, encode(c.key, 'hex') AS hex FROM failures c";
    for await (const row of this.#byKeys<FailureRow>(sql, keys)) {
      found.set(row.hex, toFailure(row, await this.#role(row.role)));
    }
    return found;
  }

  async *#byKeys<T>(select: string, keys: readonly string[]): AsyncGenerator<T> {
    for (let start = 0; start < keys.length; start += CHUNK) {
      const chunk = keys.slice(start, start + CHUNK);
      yield* await this.#read<T>(
        `${select} WHERE c.key IN (SELECT decode(k, 'hex') FROM unnest($1::text[]) k)`,
        [chunk],
      );
    }
    if (keys.length === 0) await this.#read("SELECT 1", []);
  }

  async #read<T>(sql: string, parameters: postgres.ParameterOrJSON<never>[]): Promise<T[]> {
    if (this.#closed) throw this.#closedError();
    try {
      return await this.#sql.unsafe(sql, parameters, { prepare: true }) as unknown as T[];
    } catch (error) {
      throw this.#explain(error);
    }
  }

  async *completions(filter: JournalFilter = {}): AsyncIterable<Completion> {
    const { stage, provider, model } = filter;
    const roles = await this.#read<{ id: number }>(
      `SELECT id FROM roles WHERE ($1::text IS NULL OR stage = $1) AND ($2::text IS NULL OR provider = $2)
        AND ($3::text IS NULL OR model = $3)`,
      [stage ?? null, provider ?? null, model ?? null],
    );
    yield* this.#pages("c.role = ANY($2::int[])", [roles.map(({ id }) => id)]);
  }

  async *uncharged(): AsyncIterable<Completion> {
    await this.#writeCharges();
    yield* this.#pages(
      "NOT EXISTS (SELECT 1 FROM charges h WHERE h.id = c.id AND h.usd IS NOT NULL)",
      [],
    );
  }

  async *#pages(
    where: string,
    parameters: postgres.ParameterOrJSON<never>[],
  ): AsyncGenerator<Completion> {
    const [last] = await this.#read<{ id: number }>(
      "SELECT coalesce(max(id), 0)::float8 AS id FROM completions",
      [],
    );
    for (let after = 0;;) {
      const rows = await this.#read<CompletionRow>(
        `SELECT ${COLUMNS} FROM completions c WHERE c.id > $1::float8::bigint AND ${where} ORDER BY c.id LIMIT ${CHUNK}`,
        [after, ...parameters],
      );
      for (const row of rows) {
        if (row.id > last!.id) return;
        yield toCompletion(row, await this.#role(row.role));
      }
      if (rows.length < CHUNK) return;
      after = rows.at(-1)!.id;
    }
  }

  async totals(): Promise<JournalTotal[]> {
    await this.#writeCharges();
    return await this.#read<JournalTotal>(TOTALS, []);
  }

  async asked(): Promise<Asked[]> {
    const rows = await this.#read<{ role: number; n: number }>(
      "SELECT role, count(*)::float8 AS n FROM completions GROUP BY role ORDER BY role",
      [],
    );
    return await Promise.all(
      rows.map(async ({ role, n }) => ({ ...await this.#role(role), completions: n })),
    );
  }

  async findEmbeddings(keys: readonly string[]): Promise<Map<string, Float32Array>> {
    const found = new Map<string, Float32Array>();
    const sql = "SELECT encode(c.key, 'hex') AS hex, c.vector FROM embeddings c";
    for await (
      const { hex, vector } of this.#byKeys<{ hex: string; vector: Uint8Array }>(sql, keys)
    ) {
      found.set(hex, new Float32Array(new Uint8Array(vector).buffer));
    }
    return found;
  }

  async appendEmbeddings(
    vectors: ReadonlyMap<string, Float32Array>,
    charge?: EmbeddingCharge,
  ): Promise<void> {
    const [role] = charge ? await this.#idsOf([embeddingRole(charge)]) : [];
    const rows = [...vectors].map(([key, vector]) =>
      [key, new Uint8Array(vector.slice().buffer)] as const
    );
    await this.#other(async (tx) => {
      if (charge) {
        await tx`INSERT INTO embedding_charges (role, texts, input, usd)
          VALUES (${role!}::int, ${charge.texts}::float8, ${charge.inputTokens}::float8, ${charge.usd}::float8)`;
      }
      for (const [key, bytes] of rows) {
        await tx`INSERT INTO embeddings (key, vector) VALUES (decode(${key}, 'hex'), ${bytes}::bytea)
          ON CONFLICT (key) DO NOTHING`;
      }
    });
  }

  setNote(name: string, value: string): Promise<void> {
    return this.#other((tx) =>
      tx`INSERT INTO notes (name, value) VALUES (${name}, ${value})
        ON CONFLICT (name) DO UPDATE SET value = excluded.value`
    );
  }

  async note(name: string): Promise<string | undefined> {
    const rows = await this.#read<{ value: string }>("SELECT value FROM notes WHERE name = $1", [
      name,
    ]);
    return rows[0]?.value;
  }

  async noteNames(prefix: string): Promise<string[]> {
    const rows = await this.#read<{ name: string }>(
      `SELECT name FROM notes WHERE starts_with(name, $1) ORDER BY name COLLATE "C"`,
      [prefix],
    );
    return rows.map(({ name }) => name);
  }

  async #role(id: number): Promise<Role> {
    if (!this.#roles.has(id)) {
      const rows = await this.#read<Role & { id: number; parameters: string }>(
        "SELECT * FROM roles",
        [],
      );
      for (const { id, parameters, ...rest } of rows) {
        this.#roles.set(id, { ...rest, parameters: JSON.parse(parameters) });
      }
    }
    return this.#roles.get(id)!;
  }

  /** Ids of roles, added where they are new: before the commit that needs them, so that a rollback keeps them. */
  async #idsOf(roles: readonly Role[]): Promise<number[]> {
    const ids: number[] = [];
    for (const role of roles) {
      const key = roleKey(role);
      let id = this.#roleIds.get(key);
      if (id === undefined) {
        const [row] = await this.#read<{ id: number }>(
          `INSERT INTO roles (stage, prompt, provider, model, parameters) VALUES ($1, $2, $3, $4, $5)
           ON CONFLICT (stage, prompt, provider, model, parameters) DO UPDATE SET stage = excluded.stage
           RETURNING id`,
          [
            role.stage,
            role.prompt,
            role.provider,
            role.model,
            canonicalize(role.parameters) as string,
          ],
        );
        id = row!.id;
        this.#roleIds.set(key, id);
      }
      ids.push(id);
    }
    return ids;
  }

  async close(): Promise<void> {
    if (this.#closed) return;
    clearTimeout(this.#chargeTimer);
    await this.#writeCharges().catch(() => {});
    await this.#group.flush();
    this.#closed = true;
    await this.#sql.end({ timeout: 5 });
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }

  #closedError(): JournalError {
    return new JournalError("closed", `${this.#place}: Expected an open journal but it is closed`);
  }
}

/** Inserts completions in their order; what they settle, earlier failures and claims, goes with them. */
async function appendAll(
  tx: postgres.TransactionSql,
  appends: readonly (Operation & { kind: "append" })[],
  roles: readonly number[],
): Promise<void> {
  const columns = <T>(pick: (completion: Completion) => T) =>
    appends.map(({ completion }) => pick(completion));
  const keys = columns(({ key }) => key);
  await tx.unsafe(
    `INSERT INTO completions (key, role, status, request_id, source, started_at, ended_at, attempts, content)
     SELECT decode(k, 'hex'), r, s, q, o, b, e, a, decode(c, 'base64')
     FROM unnest($1::text[], $2::int[], $3::int[], $4::text[], $5::text[], $6::float8[], $7::float8[], $8::int[],
       $9::text[]) WITH ORDINALITY AS rows (k, r, s, q, o, b, e, a, c, n) ORDER BY n
     ON CONFLICT (key) DO NOTHING`,
    [
      keys,
      [...roles],
      columns(({ status }) => status),
      columns(({ requestId }) => requestId) as string[],
      columns(({ source }) => source),
      columns(({ startedAt }) => startedAt),
      columns(({ endedAt }) => endedAt),
      columns(({ attempts }) => attempts),
      appends.map(({ content }) => content.toBase64()),
    ],
  );
  for (const table of ["failures", "claims"]) {
    await tx.unsafe(
      `DELETE FROM ${table} WHERE key IN (SELECT decode(k, 'hex') FROM unnest($1::text[]) k)`,
      [keys],
    );
  }
}

async function chargeAll(tx: postgres.TransactionSql, charges: readonly Charge[]): Promise<void> {
  await tx.unsafe(
    `INSERT INTO charges (id, role, input, cached, output, usd)
     SELECT c.id, c.role, i, h, o, u
     FROM unnest($1::text[], $2::float8[], $3::float8[], $4::float8[], $5::float8[]) AS rows (k, i, h, o, u)
     JOIN completions c ON c.key = decode(k, 'hex') ORDER BY c.id
     ON CONFLICT (id) DO UPDATE SET input = excluded.input, cached = excluded.cached, output = excluded.output,
       usd = excluded.usd`,
    [
      charges.map(({ key }) => key),
      charges.map(({ inputTokens }) => inputTokens),
      charges.map(({ cachedInputTokens }) => cachedInputTokens),
      charges.map(({ outputTokens }) => outputTokens),
      charges.map(({ usd }) => usd) as number[],
    ],
  );
}

const TOTALS = `
SELECT r.stage, r.provider, r.model, sum(coalesce(c.n, 0) + coalesce(e.texts, 0))::float8 AS completions,
  sum(coalesce(f.n, 0))::float8 AS failures,
  sum(coalesce(h.input, 0) + coalesce(e.input, 0))::float8 AS "inputTokens",
  sum(coalesce(h.cached, 0))::float8 AS "cachedInputTokens", sum(coalesce(h.output, 0))::float8 AS "outputTokens",
  sum(coalesce(h.usd, 0) + coalesce(e.usd, 0))::float8 AS usd,
  sum(coalesce(c.n, 0) - coalesce(h.priced, 0) + coalesce(e.unpriced, 0))::float8 AS unpriced
FROM roles r
LEFT JOIN (SELECT role, count(*) AS n FROM completions GROUP BY role) c ON c.role = r.id
LEFT JOIN (SELECT role, count(*) AS n FROM failures GROUP BY role) f ON f.role = r.id
LEFT JOIN (
  SELECT role, sum(input) AS input, sum(cached) AS cached, sum(output) AS output, sum(usd) AS usd,
    count(usd) AS priced FROM charges GROUP BY role
) h ON h.role = r.id
LEFT JOIN (
  SELECT role, sum(texts) AS texts, sum(input) AS input, sum(usd) AS usd,
    sum(CASE WHEN usd IS NULL THEN texts ELSE 0 END) AS unpriced FROM embedding_charges GROUP BY role
) e ON e.role = r.id
GROUP BY r.stage, r.provider, r.model
HAVING sum(coalesce(c.n, 0) + coalesce(f.n, 0) + coalesce(e.texts, 0) + coalesce(e.usd, 0)) > 0
ORDER BY min(r.id)`;
