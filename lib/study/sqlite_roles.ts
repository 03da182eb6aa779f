import type { DatabaseSync } from "node:sqlite";
import type { JournalFilter } from "./journal.ts";
import type { Role } from "./role.ts";
import { RoleBook, roleColumns, type RoleRow } from "./role_book.ts";

/** The table `roles` of a journal on SQLite, read when it is needed and written as new roles come. */
export class SqliteRoles {
  readonly #db: DatabaseSync;
  readonly #book = new RoleBook();
  #read = false;

  constructor(db: DatabaseSync) {
    this.#db = db;
  }

  /** Forgets what was read: after a rollback, which may have taken new roles back. */
  forget(): void {
    this.#book.clear();
    this.#read = false;
  }

  /**
   * The role of an id.
   *
   * @throws {Error} If there is none.
   */
  get(id: number): Role {
    // Another process may have added to the table since it was read.
    const role = this.#known().get(id) ?? this.#reread().get(id);
    if (!role) throw new Error(`Expected role ${id} in the journal but found none`);
    return role;
  }

  /** The id of a role, added where it is new (within the running transaction). */
  idOf(role: Role): number {
    const known = this.#known().idOf(role);
    if (known !== undefined) return known;
    const { lastInsertRowid } = this.#db.prepare(
      "INSERT INTO roles (stage, prompt, provider, model, parameters) VALUES (?, ?, ?, ?, ?)",
    ).run(...roleColumns(role));
    this.#book.add(Number(lastInsertRowid), role);
    return Number(lastInsertRowid);
  }

  /** Ids of the roles that pass a filter. */
  matching(filter: JournalFilter): number[] {
    return this.#reread().matching(filter);
  }

  #known(): RoleBook {
    return this.#read ? this.#book : this.#reread();
  }

  #reread(): RoleBook {
    this.#book.clear();
    this.#book.learn(this.#db.prepare("SELECT * FROM roles").all() as unknown as RoleRow[]);
    this.#read = true;
    return this.#book;
  }
}
