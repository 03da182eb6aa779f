import type { DatabaseSync } from "node:sqlite";
import canonicalize from "canonicalize";
import type { Completion, Failure } from "./completion.ts";
import { type Role, roleKey, unpack, withRole } from "./pack.ts";

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

/** Columns of a {@linkcode CompletionRow}, for a table `c`. */
export const COMPLETION_COLUMNS =
  "c.id, lower(hex(c.key)) AS hex, c.role, c.status, c.request_id, c.source, c.started_at, c.ended_at, c.attempts, c.content";

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

/** Columns of a {@linkcode FailureRow}, for a table `f`. */
export const FAILURE_COLUMNS =
  "lower(hex(f.key)) AS hex, f.role, f.kind, f.status, f.message, f.final, f.at, f.attempts, f.content";

/** The completion that a row holds. */
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

/** The failure that a row holds. */
export function toFailure(row: FailureRow, role: Role): Failure {
  return {
    key: row.hex,
    call: withRole(role, unpack(row.content)),
    kind: row.kind as Failure["kind"],
    status: row.status,
    message: row.message,
    final: Boolean(row.final),
    at: row.at,
    attempts: row.attempts,
  };
}

interface RoleRow {
  readonly id: number;
  readonly stage: Role["stage"];
  readonly prompt: string;
  readonly provider: string;
  readonly model: string;
  readonly parameters: string;
}

/** The table `roles`, read once and written as new roles come. */
export class SqliteRoles {
  readonly #db: DatabaseSync;
  readonly #byId = new Map<number, Role>();
  readonly #ids = new Map<string, number>();

  constructor(db: DatabaseSync) {
    this.#db = db;
    this.reload();
  }

  /** Reads the table anew: after a rollback, or when another process may have added to it. */
  reload(): void {
    this.#byId.clear();
    this.#ids.clear();
    for (const row of this.#db.prepare("SELECT * FROM roles").all() as unknown as RoleRow[]) {
      const { id, parameters, ...rest } = row;
      this.#remember(id, { ...rest, parameters: JSON.parse(parameters) });
    }
  }

  /** The role of an id. */
  get(id: number): Role {
    if (!this.#byId.has(id)) this.reload();
    const role = this.#byId.get(id);
    if (!role) throw new Error(`Expected role ${id} in the journal but found none`);
    return role;
  }

  /** The id of a role, added where it is new (within the running transaction). */
  idOf(role: Role): number {
    const known = this.#ids.get(roleKey(role));
    if (known !== undefined) return known;
    const { lastInsertRowid } = this.#db.prepare(
      "INSERT INTO roles (stage, prompt, provider, model, parameters) VALUES (?, ?, ?, ?, ?)",
    ).run(
      role.stage,
      role.prompt,
      role.provider,
      role.model,
      canonicalize(role.parameters) as string,
    );
    this.#remember(Number(lastInsertRowid), role);
    return Number(lastInsertRowid);
  }

  /** Ids of the roles that pass a filter. */
  matching(filter: Partial<Pick<Role, "stage" | "provider" | "model">>): number[] {
    this.reload();
    return [...this.#byId].filter(([, role]) =>
      (filter.stage === undefined || filter.stage === role.stage) &&
      (filter.provider === undefined || filter.provider === role.provider) &&
      (filter.model === undefined || filter.model === role.model)
    ).map(([id]) => id);
  }

  #remember(id: number, role: Role): void {
    this.#byId.set(id, role);
    this.#ids.set(roleKey(role), id);
  }
}
