import type { Charge, Completion, EmbeddingCharge, Failure, Waste } from "./completion.ts";
import type { Claims, JournalFilter, JournalTotal } from "./journal.ts";
import type { Role } from "./role.ts";
import type { CompletionRow, KeyedTable, RowsByKey } from "./stored_rows.ts";
import type { AskedRow } from "./totals_query.ts";

/** Something to be made durable. */
export type Write =
  | { readonly kind: "append"; readonly completion: Completion; readonly content: Uint8Array }
  | { readonly kind: "fail"; readonly failure: Failure; readonly content: Uint8Array }
  | { readonly kind: "charge"; readonly charge: Charge }
  | { readonly kind: "waste"; readonly waste: Waste }
  | {
    readonly kind: "embed";
    readonly vectors: readonly (readonly [key: string, bytes: Uint8Array])[];
    readonly charge: EmbeddingCharge | undefined;
  }
  | { readonly kind: "note"; readonly name: string; readonly value: string };

/** A {@linkcode Write} of one kind. */
export type WriteOf<K extends Write["kind"]> = Extract<Write, { readonly kind: K }>;

/** Bytes that a write takes in its commit, its small fields left out. */
export function sizeOf(write: Write): number {
  switch (write.kind) {
    case "append":
    case "fail":
      return write.content.length;
    case "embed":
      return write.vectors.reduce((sum, [, bytes]) => sum + bytes.length, 0);
    case "note":
      return write.value.length;
    default:
      return 0;
  }
}

/** A value, or the promise of it. */
type Soon<T> = T | Promise<T>;

/**
 * A database that keeps a journal: rows in, rows out. What is the same for all of them stands in `StoredJournal`.
 * Errors come as sentences that say what to do (`JournalError`, `InputError`).
 */
export interface Store {
  /** Where it is, for messages; without a password. */
  readonly place: string;
  readonly writable: boolean;
  /** Whether its next opening recovers a journal in which damage was noted. */
  readonly recovers: boolean;
  /** What to do about a damaged row, as the end of a sentence. */
  readonly remedy: string;
  readonly claims?: Claims;
  /** Makes writes durable, all or none, with the effect of one after the other. */
  commit(writes: readonly Write[]): Soon<void>;
  /** Rows of those keys that have one, in any order. */
  rows<T extends KeyedTable>(table: T, keys: readonly string[]): AsyncIterable<RowsByKey[T]>;
  /** Keys of completions, in order: the first ones after a key, at most so many. */
  keys(after: string, most: number): Soon<string[]>;
  /** Completions of a filter that are there by now, in the order of their ids: all, or those that have no price. */
  stream(which: JournalFilter, uncharged: boolean): AsyncIterable<CompletionRow>;
  /** The role of an id. */
  role(id: number): Soon<Role>;
  totals(): Soon<JournalTotal[]>;
  asked(): Soon<AskedRow[]>;
  note(name: string): Soon<string | undefined>;
  noteNames(prefix: string): Soon<string[]>;
  close(): Soon<void>;
}
