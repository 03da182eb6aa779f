import { setTimeout } from "node:timers/promises";
// @ts-types="@types/pg"
import pg from "pg";
import { PostgresHistory } from "./postgres_history.ts";
import { LostConnection, passes, postgresError } from "./postgres_error.ts";

/** Milliseconds between two tries, at first and at most. */
const SHORTEST = 50, LONGEST = 2_000;

/** Runs one statement of a transaction and returns its rows. */
export type Run = <T = unknown>(text: string, parameters?: readonly unknown[]) => Promise<T[]>;

/**
 * Queries and transactions that outlast a restart of the server: what a lost connection interrupted is tried again
 * until `patience` milliseconds have passed since it began.
 *
 * Whether a commit whose answer was lost took place is asked of the server before it is tried again, so that each
 * takes effect once. A server that comes back with another history (a standby took over) cannot tell: there the
 * transaction is repeated, so what is no repetition of itself, such as the cost of embeddings, may count twice.
 */
export class PostgresSession {
  constructor(
    readonly pool: pg.Pool,
    readonly place: string,
    readonly patience: number = 60_000,
    readonly history: PostgresHistory = PostgresHistory.none,
  ) {
    // A connection that is lost while nothing uses it is just made anew.
    pool.on("error", () => {});
  }

  /** The rows of a query. It may run more than once. */
  async read<T>(text: string, parameters: readonly unknown[] = []): Promise<T[]> {
    return await this.#patiently(() => this.#connected((run) => run<T>(text, parameters)));
  }

  /**
   * Runs a transaction. `work` may be called more than once, but takes effect once; it is told the history of the
   * server that it runs on.
   */
  async transaction<T>(work: (run: Run, history: string) => Promise<T>): Promise<T> {
    let doubt: { readonly id: string; readonly history: string; readonly result: T } | undefined;
    return await this.#patiently(() =>
      this.#connected(async (run) => {
        if (doubt && await this.#same(run, doubt.history) && await committed(run, doubt.id)) {
          return doubt.result;
        }
        doubt = undefined;
        await run("BEGIN");
        const [begun] = await run<{ id: string; history: string }>(
          `SELECT pg_current_xact_id()::text AS id, ${this.history.sql} AS history`,
        );
        const { id, history } = begun!;
        const result = await work(run, history);
        doubt = { id, history, result };
        await run("COMMIT");
        return result;
      })
    );
  }

  /** Whether the server goes on with a history, whose transactions it then knows by their numbers. */
  async #same(run: Run, history: string): Promise<boolean> {
    const [row] = await run<{ history: string | null }>(`SELECT ${this.history.sql} AS history`);
    if (!row || row.history === null) throw new LostConnection(new Error("a standby"));
    return row.history === history;
  }

  /** Ends all connections. */
  async end(): Promise<void> {
    await this.pool.end();
  }

  /** Works on one connection, which is closed, and so rolled back, if anything fails. */
  async #connected<T>(work: (run: Run) => Promise<T>): Promise<T> {
    const client = await this.pool.connect().catch((error) => {
      throw error instanceof pg.DatabaseError ? error : new LostConnection(error);
    });
    let lost: Error | undefined;
    const lose = (error: Error) => lost = error;
    client.on("error", lose);
    const run: Run = async <R>(text: string, parameters: readonly unknown[] = []) => {
      const { rows } = await client.query(text, [...parameters]);
      return rows as R[];
    };
    let failed = true;
    try {
      const result = await work(run);
      failed = false;
      return result;
    } catch (error) {
      throw lost ? new LostConnection(lost) : error;
    } finally {
      client.off("error", lose);
      client.release(failed);
    }
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

async function committed(run: Run, id: string): Promise<boolean> {
  const [row] = await run<{ status: string | null }>(
    "SELECT pg_xact_status($1::text::xid8) AS status",
    [id],
  );
  // The server may not have noticed yet that its client is gone.
  if (row?.status === "in progress") {
    throw new LostConnection(new Error(`transaction ${id} has not ended`));
  }
  return row?.status === "committed";
}
