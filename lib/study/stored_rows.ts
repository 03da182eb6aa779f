import type { Completion, Failure } from "./completion.ts";
import { unpack } from "./pack.ts";
import { type Role, withRole } from "./role.ts";
import { fromStored } from "./stored_text.ts";

/** A row of `completions` with its key as hex. */
export interface CompletionRow {
  readonly id: number;
  readonly hex: string;
  readonly role: number;
  readonly status: number;
  readonly request_id: string | null;
  readonly source: string;
  readonly started_at: number;
  readonly ended_at: number;
  readonly attempts: number;
  readonly content: Uint8Array;
}

/** A row of `failures` with its key as hex. */
export interface FailureRow {
  readonly hex: string;
  readonly role: number;
  readonly kind: string;
  readonly status: number | null;
  readonly message: string;
  readonly final: number | boolean;
  readonly at: number;
  readonly attempts: number;
  readonly content: Uint8Array;
}

/** What can be looked up by keys: the rows of each table, or of `completions` just the keys that are there. */
export interface RowsByKey {
  readonly completions: CompletionRow;
  readonly present: { readonly hex: string };
  readonly failures: FailureRow;
  readonly embeddings: { readonly hex: string; readonly vector: Uint8Array };
}

/** What to look up by keys. */
export type KeyedTable = keyof RowsByKey;

/** How many keys or rows are looked up at once, before others get a turn. */
export const ROWS_AT_ONCE = 1_000;

/** For each of {@linkcode RowsByKey}, the table `t` and its columns beside the key. */
export const KEYED_TABLES: Readonly<Record<KeyedTable, { table: string; columns: string }>> = {
  completions: {
    table: "completions",
    columns:
      "t.id, t.role, t.status, t.request_id, t.source, t.started_at, t.ended_at, t.attempts, t.content",
  },
  present: { table: "completions", columns: "1 AS present" },
  failures: {
    table: "failures",
    columns: "t.role, t.kind, t.status, t.message, t.final, t.at, t.attempts, t.content",
  },
  embeddings: { table: "embeddings", columns: "t.vector" },
};

/** The completion that a row holds. @throws {Error} If its content is damaged. */
export function toCompletion(row: CompletionRow, role: Role): Completion {
  const packed = unpack(row.content);
  return {
    key: row.hex,
    call: withRole(role, packed),
    status: row.status,
    body: packed.body,
    requestId: row.request_id,
    source: row.source,
    startedAt: row.started_at,
    endedAt: row.ended_at,
    attempts: row.attempts,
  };
}

/** The failure that a row holds. @throws {Error} If its content is damaged. */
export function toFailure(row: FailureRow, role: Role): Failure {
  return {
    key: row.hex,
    call: withRole(role, unpack(row.content)),
    kind: row.kind as Failure["kind"],
    status: row.status,
    message: fromStored(row.message),
    final: Boolean(row.final),
    at: row.at,
    attempts: row.attempts,
  };
}

/** A vector as the bytes of its row: float32, in the machine's (little-endian) order. */
export function toVectorBytes(vector: Float32Array): Uint8Array {
  return new Uint8Array(vector.slice().buffer);
}

/** The vector that a row holds. */
export function toVector(bytes: Uint8Array): Float32Array {
  return new Float32Array(new Uint8Array(bytes).buffer);
}
