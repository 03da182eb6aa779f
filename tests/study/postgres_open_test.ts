import { assert, assertEquals, assertRejects, assertThrows } from "@std/assert";
import { InputError } from "../../lib/study/input_error.ts";
import { expectDurable, openPostgres } from "../../lib/study/postgres_open.ts";
import { administrate, postgresTests } from "./postgres_server.ts";

const own = postgresTests();
const open = (schema: string, address = own.server.address) =>
  openPostgres(address, { schema, connections: 2, patience: 1_000 });

Deno.test("openPostgres() refuses what is no address, and quotes none of it", async () => {
  for (const address of ["postgres://me:hunter2@[bad/db", "postgres//me:hunter2@host/db"]) {
    const error = await assertRejects(
      () => open("x", address),
      InputError,
      "journal: Expected an address such as postgres://",
    );
    assert(!Deno.inspect(error).includes("hunter2"));
  }
});

Deno.test("openPostgres() takes no name of a schema that needs quoting", async () => {
  for (const schema of ['x"; DROP SCHEMA public; --', "x y", "-c fsync=off", "X", ""]) {
    await assertRejects(() => open(schema, "postgres://127.0.0.1:9/db"), RangeError);
  }
});

own.test("openPostgres() makes the tables once, also for many who open at once", async () => {
  const opened = await Promise.all(Array.from({ length: 5 }, () => open("faultline_many")));
  const [count] = await opened[0]!.read<{ n: number }>(
    "SELECT count(*) AS n FROM pg_tables WHERE schemaname = 'faultline_many'",
  );
  assertEquals(count!.n, 8, "a count comes as a number");
  assertEquals(new Set(opened.map(({ place }) => place)).size, 1);
  assert(!opened[0]!.place.includes("faultline@"));
  await Promise.all(opened.map((session) => session.end()));
});

own.test("openPostgres() has every commit synced, whatever the server, the user or the address says", async () => {
  await using admin = await administrate(own.server.address);
  await admin.rows("ALTER ROLE faultline SET synchronous_commit = off");
  await admin.rows("ALTER SYSTEM SET synchronous_commit = off");
  await admin.rows("SELECT pg_reload_conf()");
  try {
    const options = encodeURIComponent("-c synchronous_commit=off -c work_mem=5MB");
    const session = await open("s", `${own.server.address}?options=${options}`);
    const both = await Promise.all(
      ["synchronous_commit", "work_mem"].map((name) =>
        session.read<{ value: string }>("SELECT current_setting($1) AS value", [name])
      ),
    );
    assertEquals(both.map(([row]) => row!.value), ["on", "5MB"]);
    await session.end();
  } finally {
    await admin.rows("ALTER ROLE faultline RESET synchronous_commit");
    await admin.rows("ALTER SYSTEM RESET synchronous_commit");
    await admin.rows("SELECT pg_reload_conf()");
  }
});

own.test("openPostgres() refuses a server that does not keep what it acknowledges", async () => {
  await using admin = await administrate(own.server.address);
  await admin.rows("ALTER SYSTEM SET fsync = off");
  await admin.rows("SELECT pg_reload_conf()");
  await new Promise((resolve) => setTimeout(resolve, 200));
  try {
    await assertRejects(() => open("s"), InputError, "but its fsync is off");
  } finally {
    await admin.rows("ALTER SYSTEM RESET fsync");
    await admin.rows("SELECT pg_reload_conf()");
  }
});

Deno.test("expectDurable() refuses what a pooler between may have turned off, and old servers", () => {
  const good = { fsync: "on", synchronous_commit: "on", server_version_num: "150004" };
  const check = (over: object) =>
    expectDurable(new Map(Object.entries({ ...good, ...over })), "host/db");
  check({});
  check({ synchronous_commit: "remote_apply", server_version_num: "130000" });
  for (const name of ["fsync", "synchronous_commit"]) {
    assertThrows(() => check({ [name]: "off" }), InputError, `but its ${name} is off`);
  }
  assertThrows(
    () => check({ server_version_num: "120022" }),
    InputError,
    "PostgreSQL 13 or later at host/db but found 12",
  );
});

own.test("openPostgres() leaves another program's schema and a newer journal alone", async () => {
  await using admin = await administrate(own.server.address);
  await admin.rows("CREATE SCHEMA shop");
  await admin.rows("COMMENT ON SCHEMA shop IS 'orders of the shop'");
  await admin.rows("CREATE SCHEMA newer");
  await admin.rows("COMMENT ON SCHEMA newer IS '99'");
  await assertRejects(() => open("shop"), InputError, "another program's");
  await assertRejects(() => open("newer"), InputError, "a newer Faultline wrote it");
  const tables = await admin.rows(
    "SELECT 1 FROM pg_tables WHERE schemaname IN ('shop', 'newer')",
  );
  assertEquals(tables, []);
});
