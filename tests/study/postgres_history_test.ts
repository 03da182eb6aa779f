import { assertEquals, assertRejects, assertStringIncludes } from "@std/assert";
import { PostgresHistory, replicationNote } from "../../lib/study/postgres_history.ts";
import { administrate, postgresTests } from "./postgres_server.ts";

const own = postgresTests();

own.test("PostgresHistory reads the history of a server also without any rights, and finds it again", async () => {
  await using admin = await administrate(own.server.address);
  await admin.rows("CREATE ROLE plain LOGIN");
  const plain = await administrate(own.server.address.replace("faultline@", "plain@"));
  const history = await PostgresHistory.of((text) => plain.rows(text));
  assertEquals(/^\d{10,}\/00000001$/.test(history.first), true, history.first);
  await plain[Symbol.asyncDispose]();
  await own.server.restart("fast");
  await using again = await administrate(own.server.address);
  const rows = await again.rows<{ history: string }>(`SELECT ${history.sql} AS history`);
  assertEquals(rows, [{ history: history.first }]);
});

Deno.test("PostgresHistory takes a server that does not tell for one history, and no other error", async () => {
  const refusing = (code: string) => () => Promise.reject(Object.assign(new Error("no"), { code }));
  for (const code of ["42501", "42883", "0A000", "55000"]) {
    assertEquals(await PostgresHistory.of(refusing(code)), PostgresHistory.none);
  }
  await assertRejects(() => PostgresHistory.of(refusing("57P01")), Error, "no");
});

Deno.test("replicationNote() speaks of a standby that is not waited for, and of nothing else", () => {
  assertEquals(replicationNote("", 0, "host/db"), null);
  assertEquals(replicationNote("one", 1, "host/db"), null);
  assertStringIncludes(replicationNote("", 1, "host/db")!, "host/db: Expected synchronous_standby");
});
