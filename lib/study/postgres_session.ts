import { setTimeout } from "node:timers/promises";
import type postgres from "postgres";
import { passes, postgresError } from "./postgres_error.ts";

/** Milliseconds between two tries, at first and at most. */
const SHORTEST = 50, LONGEST = 2_000;

/**
 * Queries and transactions that outlast a restart of the server: what a lost connection interrupted is tried again
 * until `patience` milliseconds have passed since it began.
 *
 * Whether a commit whose answer was lost took place is asked of the server before it is tried again, so that each
 * takes effect once. (A server that comes back as another one, which never saw the commit, cannot tell.)
 */
export class PostgresSession {
  constructor(
    readonly sql: postgres.Sql,
    readonly place: string,
    readonly patience: number = 60_000,
  ) {}

  /** The rows of a query. It may run more than once. */
  async read<T>(text: string, parameters: readonly unknown[] = []): Promise<T[]> {
    const values = parameters as postgres.ParameterOrJSON<never>[];
    return await this.#patiently(
      async () => await this.sql.unsafe(text, values, { prepare: true }) as unknown as T[],
    );
  }

  /** Runs a transaction. `run` may be called more than once, but takes effect once. */
  async transaction<T>(run: (tx: postgres.TransactionSql) => Promise<T>): Promise<T> {
    let doubt: { readonly id: string; readonly result: T } | undefined;
    return await this.#patiently(async () => {
      if (doubt && await this.#committed(doubt.id)) return doubt.result;
      doubt = undefined;
      return await this.sql.begin(async (tx) => {
        // In the pipeline before the rest, it costs no round trip.
        const number = tx<{ id: string }[]>`SELECT pg_current_xact_id()::text AS id`.execute();
        const result = await run(tx);
        doubt = { id: (await number)[0]!.id, result };
        return result;
      }) as T;
    });
  }

  async #committed(id: string): Promise<boolean> {
    const [row] = await this.sql<{ status: string | null }[]>`
      SELECT pg_xact_status(${id}::text::xid8) AS status`;
    if (row?.status === "in progress") {
      // The server has not noticed yet that its client is gone.
      throw Object.assign(new Error(`transaction ${id} has not ended`), { code: "57P03" });
    }
    return row?.status === "committed";
  }

  async #patiently<T>(run: () => Promise<T>): Promise<T> {
    const until = performance.now() + this.patience;
    for (let wait = SHORTEST;; wait = Math.min(LONGEST, 2 * wait)) {
      try {
        return await run();
      } catch (error) {
        if (!passes(error) || performance.now() >= until) throw postgresError(error, this.place);
        await setTimeout(wait * (0.5 + Math.random() / 2));
      }
    }
  }
}
