import type { EmbeddingCharge } from "./completion.ts";
import type { Run } from "./postgres_session.ts";
import { embeddingRole, type Role, roleOf } from "./role.ts";
import type { Write, WriteOf } from "./store.ts";

/** Roles with their ids. */
export type RoleIds = ReadonlyMap<Write, number>;

/** Vectors in one statement: some 16 MB of the longest that embedders return. */
const VECTORS_AT_ONCE = 1_000;

/** The roles that writes need. */
export function* rolesOf(writes: readonly Write[]): Generator<readonly [Write, Role]> {
  for (const write of writes) {
    if (write.kind === "append") yield [write, roleOf(write.completion.call)];
    else if (write.kind === "fail") yield [write, roleOf(write.failure.call)];
    else if (write.kind === "waste") yield [write, roleOf(write.waste.call)];
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
  run: Run,
  writes: readonly Write[],
  roles: RoleIds,
  workers: readonly string[],
): Promise<void> {
  const of = <K extends Write["kind"]>(kind: K) =>
    writes.filter((write): write is WriteOf<K> => write.kind === kind);
  await appendAll(run, of("append"), roles);
  for (const write of of("fail")) await fail(run, write, roles.get(write)!, workers);
  for (const write of of("embed")) await embed(run, write, roles.get(write));
  for (const write of of("waste")) {
    // Among the charges of embeddings, which are those that have no completion.
    const charge = { texts: 0, inputTokens: 0, usd: write.waste.usd };
    await chargeEmbedding(run, charge, roles.get(write)!);
  }
  for (const { name, value } of of("note")) {
    await run(
      `INSERT INTO notes (name, value) VALUES ($1, $2)
       ON CONFLICT (name) DO UPDATE SET value = excluded.value`,
      [name, value],
    );
  }
  await chargeAll(run, of("charge"));
}

/** Inserts completions in their order; what they settle, earlier failures and claims, goes with them. */
async function appendAll(
  run: Run,
  appends: readonly WriteOf<"append">[],
  roles: RoleIds,
): Promise<void> {
  if (appends.length === 0) return;
  const completions = appends.map(({ completion }) => completion);
  const keys = completions.map(({ key }) => key);
  await run(
    `INSERT INTO completions (key, role, status, request_id, source, started_at, ended_at, attempts, content)
     SELECT decode(k, 'hex'), r, s, q, o, b, e, a, decode(c, 'base64')
     FROM unnest($1::text[], $2::int[], $3::int[], $4::text[], $5::text[], $6::float8[], $7::float8[], $8::int[],
       $9::text[]) WITH ORDINALITY AS rows (k, r, s, q, o, b, e, a, c, n) ORDER BY n
     ON CONFLICT (key) DO NOTHING`,
    [
      keys,
      appends.map((append) => roles.get(append)!),
      completions.map(({ status }) => status),
      completions.map(({ requestId }) => requestId),
      completions.map(({ source }) => source),
      completions.map(({ startedAt }) => startedAt),
      completions.map(({ endedAt }) => endedAt),
      completions.map(({ attempts }) => attempts),
      appends.map(({ content }) => content.toBase64()),
    ],
  );
  for (const table of ["failures", "claims"]) {
    await run(
      `DELETE FROM ${table} WHERE key IN (SELECT decode(k, 'hex') FROM unnest($1::text[]) k)`,
      [keys],
    );
  }
}

async function fail(
  run: Run,
  { failure, content }: WriteOf<"fail">,
  role: number,
  workers: readonly string[],
): Promise<void> {
  const { key, kind, status, message, final, at, attempts } = failure;
  await run(
    `WITH done AS (DELETE FROM claims WHERE key = decode($1, 'hex') AND worker = ANY ($2::text[]))
     INSERT INTO failures (key, role, kind, status, message, final, at, attempts, content)
     SELECT decode($1, 'hex'), $3::int, $4, $5::int, $6, $7::boolean, $8::float8, $9::int, $10::bytea
     WHERE NOT EXISTS (SELECT 1 FROM completions WHERE key = decode($1, 'hex'))
     ON CONFLICT (key) DO UPDATE SET role = excluded.role, kind = excluded.kind, status = excluded.status,
       message = excluded.message, final = excluded.final, at = excluded.at, attempts = excluded.attempts,
       content = excluded.content`,
    [key, workers, role, kind, status, message, final, at, attempts, content],
  );
}

async function embed(
  run: Run,
  { vectors, charge }: WriteOf<"embed">,
  role: number | undefined,
): Promise<void> {
  if (charge) await chargeEmbedding(run, charge, role!);
  for (let start = 0; start < vectors.length; start += VECTORS_AT_ONCE) {
    const part = vectors.slice(start, start + VECTORS_AT_ONCE);
    await run(
      `INSERT INTO embeddings (key, vector)
       SELECT decode(k, 'hex'), decode(v, 'base64') FROM unnest($1::text[], $2::text[]) AS rows (k, v)
       ON CONFLICT (key) DO NOTHING`,
      [part.map(([key]) => key), part.map(([, bytes]) => bytes.toBase64())],
    );
  }
}

async function chargeEmbedding(
  run: Run,
  { texts, inputTokens, usd }: Pick<EmbeddingCharge, "texts" | "inputTokens" | "usd">,
  role: number,
): Promise<void> {
  await run(
    `INSERT INTO embedding_charges (role, texts, input, usd)
     VALUES ($1::int, $2::float8, $3::float8, $4::float8)`,
    [role, texts, inputTokens, usd],
  );
}

async function chargeAll(
  run: Run,
  writes: readonly WriteOf<"charge">[],
): Promise<void> {
  if (writes.length === 0) return;
  // The last of a key counts, and one statement must not touch a row twice.
  const charges = [...new Map(writes.map(({ charge }) => [charge.key, charge])).values()];
  await run(
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
      charges.map(({ usd }) => usd),
    ],
  );
}
