import canonicalize from "canonicalize";
import type { JournalFilter } from "./journal.ts";
import { type Role, roleKey } from "./role.ts";

/** A row of the table `roles`. */
export interface RoleRow extends Omit<Role, "parameters"> {
  readonly id: number;
  /** As JSON. */
  readonly parameters: string;
}

/** A role as the columns of its row: stage, prompt, provider, model, parameters. */
export function roleColumns({ stage, prompt, provider, model, parameters }: Role): string[] {
  return [stage, prompt, provider, model, canonicalize(parameters) as string];
}

/** The roles of a journal that are known in this process, by their ids and by what they are. */
export class RoleBook {
  readonly #byId = new Map<number, Role>();
  readonly #ids = new Map<string, number>();

  /** Takes in rows of the table. */
  learn(rows: Iterable<RoleRow>): void {
    for (const { id, parameters, ...rest } of rows) {
      this.add(id, { ...rest, parameters: JSON.parse(parameters) });
    }
  }

  /** Takes in one role. */
  add(id: number, role: Role): void {
    this.#byId.set(id, role);
    this.#ids.set(roleKey(role), id);
  }

  /** The role of an id, where it is known. */
  get(id: number): Role | undefined {
    return this.#byId.get(id);
  }

  /** The id of a role, where it is known. */
  idOf(role: Role): number | undefined {
    return this.#ids.get(roleKey(role));
  }

  /** Ids of the known roles that pass a filter. */
  matching({ stage, provider, model }: JournalFilter): number[] {
    return [...this.#byId].filter(([, role]) =>
      (stage === undefined || stage === role.stage) &&
      (provider === undefined || provider === role.provider) &&
      (model === undefined || model === role.model)
    ).map(([id]) => id);
  }

  /** Forgets all, as after a rollback that may have taken ids back. */
  clear(): void {
    this.#byId.clear();
    this.#ids.clear();
  }
}
