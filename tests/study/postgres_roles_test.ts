import { assertEquals, assertRejects } from "@std/assert";
import { openPostgres } from "../../lib/study/postgres_open.ts";
import { PostgresRoles } from "../../lib/study/postgres_roles.ts";
import { roleOf } from "../../lib/study/role.ts";
import { postgresTests } from "./postgres_server.ts";
import { sampleCall } from "./samples.ts";

const own = postgresTests();

own.test("PostgresRoles gives two workers the same id for a role, and finds what another added", async () => {
  const session = await openPostgres(own.server.address, {
    schema: "roles",
    connections: 2,
  });
  const [a, b] = [new PostgresRoles(session), new PostgresRoles(session)];
  const role = roleOf(sampleCall(1));
  const ids = await Promise.all([a.idOf(role), b.idOf(role), a.idOf(role)]);
  assertEquals(new Set(ids).size, 1);
  const other = await a.idOf(roleOf(sampleCall(1, { parameters: {} })));
  assertEquals([await b.get(ids[0]!), (await b.get(other)).parameters], [role, {}]);
  await assertRejects(() => b.get(99), Error, "Expected role 99");
  await session.end();
});
