import type { PostgresSession } from "./postgres_session.ts";
import type { Role } from "./role.ts";
import { RoleBook, roleColumns, type RoleRow } from "./role_book.ts";

/** The table `roles` of a journal on PostgreSQL; a row that is there stays for ever. */
export class PostgresRoles {
  readonly #session: PostgresSession;
  readonly #book = new RoleBook();

  constructor(session: PostgresSession) {
    this.#session = session;
  }

  /**
   * The role of an id.
   *
   * @throws {Error} If there is none.
   */
  async get(id: number): Promise<Role> {
    if (!this.#book.get(id)) {
      this.#book.learn(await this.#session.read<RoleRow>("SELECT * FROM roles"));
    }
    const role = this.#book.get(id);
    if (!role) throw new Error(`Expected role ${id} in the journal but found none`);
    return role;
  }

  /** Forgets all, as when another server took over, which may lack the last ones. */
  forget(): void {
    this.#book.clear();
  }

  /** The id of a role, added where it is new: by itself, so that no transaction takes it back. */
  async idOf(role: Role): Promise<number> {
    const known = this.#book.idOf(role);
    if (known !== undefined) return known;
    const [row] = await this.#session.read<{ id: number }>(
      `INSERT INTO roles (stage, prompt, provider, model, parameters) VALUES ($1, $2, $3, $4, $5)
       ON CONFLICT (stage, prompt, provider, model, parameters) DO UPDATE SET stage = excluded.stage
       RETURNING id`,
      roleColumns(role),
    );
    this.#book.add(row!.id, role);
    return row!.id;
  }
}
