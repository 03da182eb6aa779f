import type { DatabaseSync } from "node:sqlite";
import { embeddingRole, roleOf } from "./role.ts";
import type { SqliteRoles } from "./sqlite_roles.ts";
import type { Write, WriteOf } from "./store.ts";

/** The statements that write a journal on SQLite, prepared once. Each runs within the transaction of its caller. */
export class SqliteWrites {
  readonly #roles: SqliteRoles;
  readonly #statements: ReturnType<typeof prepare>;

  constructor(db: DatabaseSync, roles: SqliteRoles) {
    this.#roles = roles;
    this.#statements = prepare(db);
  }

  /** Carries out one write. */
  write(write: Write): void {
    switch (write.kind) {
      case "append":
        return this.#append(write);
      case "fail":
        return this.#fail(write);
      case "charge":
        return this.#charge(write);
      case "waste":
        return this.#waste(write);
      case "embed":
        return this.#embed(write);
      case "note":
        return void this.#statements.note.run(write.name, write.value);
    }
  }

  #append({ completion, content }: WriteOf<"append">): void {
    const { append, clearFailure } = this.#statements;
    append.run(
      completion.key,
      this.#roles.idOf(roleOf(completion.call)),
      completion.status,
      completion.requestId,
      completion.source,
      Math.round(completion.startedAt),
      Math.round(completion.endedAt),
      completion.attempts,
      content,
    );
    clearFailure.run(completion.key);
  }

  #fail({ failure, content }: WriteOf<"fail">): void {
    this.#statements.fail.run(
      failure.key,
      this.#roles.idOf(roleOf(failure.call)),
      failure.kind,
      failure.status,
      failure.message,
      failure.final ? 1 : 0,
      Math.round(failure.at),
      failure.attempts,
      content,
    );
  }

  #charge({ charge }: WriteOf<"charge">): void {
    const { inputTokens, cachedInputTokens, outputTokens, usd, key } = charge;
    this.#statements.charge.run(inputTokens, cachedInputTokens, outputTokens, usd, key);
  }

  /** Stands among the charges of embeddings, which are those that have no completion. */
  #waste({ waste: { call, usd } }: WriteOf<"waste">): void {
    this.#statements.embeddingCharge.run(this.#roles.idOf(roleOf(call)), 0, 0, usd);
  }

  #embed({ vectors, charge }: WriteOf<"embed">): void {
    const { embedding, embeddingCharge } = this.#statements;
    for (const [key, bytes] of vectors) embedding.run(key, bytes);
    if (!charge) return;
    const role = this.#roles.idOf(embeddingRole(charge));
    embeddingCharge.run(role, charge.texts, charge.inputTokens, charge.usd);
  }
}

function prepare(db: DatabaseSync) {
  return {
    append: db.prepare(
      `INSERT INTO completions (key, role, status, request_id, source, started_at, ended_at, attempts, content)
       VALUES (unhex(?), ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (key) DO NOTHING`,
    ),
    clearFailure: db.prepare("DELETE FROM failures WHERE key = unhex(?)"),
    fail: db.prepare(
      `INSERT OR REPLACE INTO failures (key, role, kind, status, message, final, at, attempts, content)
       SELECT unhex(?1), ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9
       WHERE NOT EXISTS (SELECT 1 FROM completions WHERE key = unhex(?1))`,
    ),
    charge: db.prepare(
      `INSERT OR REPLACE INTO charges (id, role, input, cached, output, usd)
       SELECT id, role, ?, ?, ?, ? FROM completions WHERE key = unhex(?)`,
    ),
    embedding: db.prepare(
      "INSERT INTO embeddings (key, vector) VALUES (unhex(?), ?) ON CONFLICT (key) DO NOTHING",
    ),
    embeddingCharge: db.prepare(
      "INSERT INTO embedding_charges (role, texts, input, usd) VALUES (?, ?, ?, ?)",
    ),
    note: db.prepare("INSERT OR REPLACE INTO notes (name, value) VALUES (?, ?)"),
  };
}
