import type { Claims } from "./journal.ts";
import type { PostgresSession } from "./postgres_session.ts";

/**
 * Claims as rows with a lease, by the server's clock alone, so that workers' clocks may differ. A row that another
 * worker is just claiming is skipped (`FOR UPDATE SKIP LOCKED`), so that no worker waits for another.
 */
export class PostgresClaims implements Claims {
  readonly #session: PostgresSession;
  readonly #workers = new Set<string>();

  constructor(session: PostgresSession) {
    this.#session = session;
  }

  /** The workers that have claimed through this. */
  get workers(): string[] {
    return [...this.#workers];
  }

  async claim(keys: readonly string[], worker: string, leaseSeconds: number): Promise<Set<string>> {
    if (keys.length === 0) return new Set();
    this.#workers.add(worker);
    const wanted = [...new Set(keys)].sort();
    return await this.#session.transaction(async (tx) => {
      // A row of nobody's, so that there is one to lock; sorted keys keep workers from most deadlocks.
      await tx`
        INSERT INTO claims (key, worker, until)
        SELECT decode(k, 'hex'), '', '-infinity' FROM unnest(${wanted}::text[]) k
        ON CONFLICT (key) DO NOTHING`;
      const rows = await tx<{ hex: string }[]>`
        WITH free AS (
          SELECT key FROM claims
          WHERE key IN (SELECT decode(k, 'hex') FROM unnest(${wanted}::text[]) k)
            AND (worker = ${worker} OR until < clock_timestamp())
          ORDER BY key FOR UPDATE SKIP LOCKED
        )
        UPDATE claims SET worker = ${worker}, until = clock_timestamp() + ${leaseSeconds} * interval '1 second'
        FROM free WHERE claims.key = free.key
        RETURNING encode(claims.key, 'hex') AS hex`;
      // Looked up after the rows are ours: a completion that comes with its commit is seen by now.
      const done = await tx<{ hex: string }[]>`
        DELETE FROM claims USING completions c
        WHERE c.key = claims.key
          AND claims.key IN (SELECT decode(k, 'hex') FROM unnest(${wanted}::text[]) k)
        RETURNING encode(claims.key, 'hex') AS hex`;
      const granted = new Set(rows.map(({ hex }) => hex));
      for (const { hex } of done) granted.delete(hex);
      return granted;
    });
  }

  async release(keys: readonly string[], worker: string): Promise<void> {
    if (keys.length === 0) return;
    await this.#session.read(
      `DELETE FROM claims WHERE worker = $1
        AND key IN (SELECT decode(k, 'hex') FROM unnest($2::text[]) k)`,
      [worker, [...keys].sort()],
    );
  }
}
