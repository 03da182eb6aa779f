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
    return await this.#session.transaction(async (run) => {
      // A row of nobody's, so that there is one to lock; sorted keys keep workers from most deadlocks.
      await run(
        `INSERT INTO claims (key, worker, until)
         SELECT decode(k, 'hex'), '', '-infinity' FROM unnest($1::text[]) k
         ON CONFLICT (key) DO NOTHING`,
        [wanted],
      );
      const granted = await run<{ hex: string }>(
        `WITH free AS (
           SELECT key FROM claims
           WHERE key IN (SELECT decode(k, 'hex') FROM unnest($1::text[]) k)
             AND (worker = $2 OR until < clock_timestamp())
           ORDER BY key FOR UPDATE SKIP LOCKED
         )
         UPDATE claims SET worker = $2, until = clock_timestamp() + $3 * interval '1 second'
         FROM free WHERE claims.key = free.key
         RETURNING encode(claims.key, 'hex') AS hex`,
        [wanted, worker, leaseSeconds],
      );
      // Looked up after the rows are ours: a completion that comes with its commit is seen by now.
      const done = await run<{ hex: string }>(
        `DELETE FROM claims USING completions c
         WHERE c.key = claims.key
           AND claims.key IN (SELECT decode(k, 'hex') FROM unnest($1::text[]) k)
         RETURNING encode(claims.key, 'hex') AS hex`,
        [wanted],
      );
      const keys = new Set(granted.map(({ hex }) => hex));
      for (const { hex } of done) keys.delete(hex);
      return keys;
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
