import type postgres from "postgres";
import { embeddingRole, type Role, roleOf } from "./role.ts";
import type { Write, WriteOf } from "./store.ts";

/** Roles with their ids. */
export type RoleIds = ReadonlyMap<Write, number>;

/** The roles that writes need. */
export function* rolesOf(writes: readonly Write[]): Generator<readonly [Write, Role]> {
  for (const write of writes) {
    if (write.kind === "append") yield [write, roleOf(write.completion.call)];
    else if (write.kind === "fail") yield [write, roleOf(write.failure.call)];
    else if (write.kind === "embed" && write.charge) yield [write, embeddingRole(write.charge)];
  }
}

/**
 * Carries out writes in a transaction, with the effect of one after the other; those of a kind go in one statement
 * where there may be many.
 *
 * @param workers Whose claims a failure ends: those of this process. Another's lease is its own.
 */
export async function writeAll(
  tx: postgres.TransactionSql,
  writes: readonly Write[],
  roles: RoleIds,
  workers: readonly string[],
): Promise<void> {
  const of = <K extends Write["kind"]>(kind: K) =>
    writes.filter((write): write is WriteOf<K> => write.kind === kind);
  await appendAll(tx, of("append"), roles);
  for (const write of of("fail")) await fail(tx, write, roles.get(write)!, workers);
  for (const write of of("embed")) await embed(tx, write, roles.get(write));
  for (const { name, value } of of("note")) {
    await tx`INSERT INTO notes (name, value) VALUES (${name}, ${value})
      ON CONFLICT (name) DO UPDATE SET value = excluded.value`;
  }
  await chargeAll(tx, of("charge"));
}

/** Inserts completions in their order; what they settle, earlier failures and claims, goes with them. */
async function appendAll(
  tx: postgres.TransactionSql,
  appends: readonly WriteOf<"append">[],
  roles: RoleIds,
): Promise<void> {
  if (appends.length === 0) return;
  const completions = appends.map(({ completion }) => completion);
  const keys = completions.map(({ key }) => key);
  await tx.unsafe(
    `INSERT INTO completions (key, role, status, request_id, source, started_at, ended_at, attempts, content)
     SELECT decode(k, 'hex'), r, s, q, o, b, e, a, decode(c, 'base64')
     FROM unnest($1::text[], $2::int[], $3::int[], $4::text[], $5::text[], $6::float8[], $7::float8[], $8::int[],
       $9::text[]) WITH ORDINALITY AS rows (k, r, s, q, o, b, e, a, c, n) ORDER BY n
     ON CONFLICT (key) DO NOTHING`,
    [
      keys,
      appends.map((append) => roles.get(append)!),
      completions.map(({ status }) => status),
      completions.map(({ requestId }) => requestId) as string[],
      completions.map(({ source }) => source),
      completions.map(({ startedAt }) => startedAt),
      completions.map(({ endedAt }) => endedAt),
      completions.map(({ attempts }) => attempts),
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

async function fail(
  tx: postgres.TransactionSql,
  { failure, content }: WriteOf<"fail">,
  role: number,
  workers: readonly string[],
): Promise<void> {
  const { key, kind, status, message, final, at, attempts } = failure;
  await tx`
    WITH done AS (
      DELETE FROM claims WHERE key = decode(${key}, 'hex') AND worker = ANY (${[
    ...workers,
  ]}::text[])
    )
    INSERT INTO failures (key, role, kind, status, message, final, at, attempts, content)
    SELECT decode(${key}, 'hex'), ${role}::int, ${kind}, ${status}::int, ${message}, ${final}::boolean,
      ${at}::float8, ${attempts}::int, ${content}::bytea
    WHERE NOT EXISTS (SELECT 1 FROM completions WHERE key = decode(${key}, 'hex'))
    ON CONFLICT (key) DO UPDATE SET role = excluded.role, kind = excluded.kind, status = excluded.status,
      message = excluded.message, final = excluded.final, at = excluded.at, attempts = excluded.attempts,
      content = excluded.content`;
}

async function embed(
  tx: postgres.TransactionSql,
  { vectors, charge }: WriteOf<"embed">,
  role: number | undefined,
): Promise<void> {
  if (charge) {
    await tx`INSERT INTO embedding_charges (role, texts, input, usd)
      VALUES (${role!}::int, ${charge.texts}::float8, ${charge.inputTokens}::float8, ${charge.usd}::float8)`;
  }
  for (const [key, bytes] of vectors) {
    await tx`INSERT INTO embeddings (key, vector) VALUES (decode(${key}, 'hex'), ${bytes}::bytea)
      ON CONFLICT (key) DO NOTHING`;
  }
}

async function chargeAll(
  tx: postgres.TransactionSql,
  writes: readonly WriteOf<"charge">[],
): Promise<void> {
  if (writes.length === 0) return;
  // The last of a key counts, and one statement must not touch a row twice.
  const charges = [...new Map(writes.map(({ charge }) => [charge.key, charge])).values()];
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
