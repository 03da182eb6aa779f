import { assertEquals, assertThrows } from "@std/assert";
import { DatabaseSync } from "node:sqlite";
import { roleOf } from "../../lib/study/role.ts";
import { SqliteRoles } from "../../lib/study/sqlite_roles.ts";
import { createTables } from "../../lib/study/sqlite_schema.ts";
import { sampleCall } from "./samples.ts";

function database(): DatabaseSync {
  const db = new DatabaseSync(":memory:");
  createTables(db);
  return db;
}
const role = (over = {}) => roleOf(sampleCall(1, over));

Deno.test("SqliteRoles gives a role one id, and finds what another process added", () => {
  using db = database();
  const [roles, others] = [new SqliteRoles(db), new SqliteRoles(db)];
  assertEquals(others.matching({}), []);
  const id = roles.idOf(role());
  assertEquals([roles.idOf(role()), roles.get(id)], [id, role()]);
  assertEquals(others.get(id), role());
  assertEquals(others.idOf(role()), id);
  const second = others.idOf(role({ model: "o3" }));
  assertEquals(roles.matching({ model: "o3" }), [second]);
  assertThrows(() => roles.get(99), Error, "Expected role 99 in the journal but found none");
});

Deno.test("SqliteRoles gives no id that a rollback took back", () => {
  using db = database();
  const roles = new SqliteRoles(db);
  db.exec("BEGIN");
  const lost = roles.idOf(role());
  db.exec("ROLLBACK");
  roles.forget();
  assertThrows(() => roles.get(lost));
  // The id goes to another role, and the first gets a new one.
  assertEquals(roles.idOf(role({ model: "o3" })), lost);
  assertEquals(roles.idOf(role()), lost + 1);
});
