import type { DatabaseSync } from "node:sqlite";
import { isDamage } from "./sqlite_error.ts";
import { pragma } from "./sqlite_schema.ts";

/** Rows that are read at once; where that fails, half as many are tried. */
const RANGE = 1_024;

/** All rows from 1 to `last` that can be read, halving a range until its damaged rows are alone. */
export function* readRanges<T>(source: DatabaseSync, sql: string, last: number): Generator<T> {
  const statement = source.prepare(sql);
  for (let start = 1; start <= last; start += RANGE) {
    const ranges: [number, number][] = [[start, start + RANGE - 1]];
    for (let range = ranges.pop(); range; range = ranges.pop()) {
      const [from, to] = range;
      const rows = attempt(() => statement.all(from, to));
      if (rows) yield* rows as T[];
      else if (from < to) {
        const middle = Math.floor((from + to) / 2);
        ranges.push([middle + 1, to], [from, middle]);
      }
    }
  }
}

/**
 * How far completions go: up to which id to look for them, and their number where two parts of the file agree on it
 * (one alone may have been made up by the damage), otherwise null.
 */
export function lastCompletion(source: DatabaseSync): { id: number; known: number | null } {
  const ids = [
    "SELECT max(id) AS id FROM completions",
    "SELECT max(id) AS id FROM completions INDEXED BY completions_role WHERE role > 0",
    "SELECT max(id) AS id FROM charges",
  ].map((sql) => highest(source, sql)).filter((id) => id !== undefined);
  const agreed = ids.filter((id, i) => ids.indexOf(id) !== i);
  return {
    id: ids.length > 0 ? Math.max(...ids) : guess(source),
    known: agreed.length > 0 ? Math.max(...agreed) : null,
  };
}

/** The last row number of a table, or one that none can have where damage hides it. */
export function lastRow(source: DatabaseSync, table: string): number {
  return highest(source, `SELECT max(rowid) AS id FROM ${table}`) ?? guess(source);
}

/** An id that damage made up may be any number: one that the file has no room for tells nothing. */
function highest(source: DatabaseSync, sql: string): number | undefined {
  const statement = attempt(() => source.prepare(sql));
  statement?.setReadBigInts(true);
  const row = attempt(() => statement?.get()) as { id: bigint | null } | undefined;
  if (!row) return undefined;
  const id = Number(row.id ?? 0);
  return id <= guess(source) ? id : undefined;
}

/** More rows than the file can have: none is shorter than 32 bytes. */
function guess(source: DatabaseSync): number {
  return pragma(source, "page_count") * pragma(source, "page_size") / 32;
}

/** What `run` returns, or undefined where it meets damage. */
export function attempt<T>(run: () => T): T | undefined {
  try {
    return run();
  } catch (error) {
    if (isDamage(error)) return undefined;
    throw error;
  }
}
