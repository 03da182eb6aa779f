import { assertEquals } from "@std/assert";
import { pack } from "../../lib/study/pack.ts";
import { openPostgres } from "../../lib/study/postgres_open.ts";
import { PostgresRoles } from "../../lib/study/postgres_roles.ts";
import { rolesOf, writeAll } from "../../lib/study/postgres_writes.ts";
import type { Write } from "../../lib/study/store.ts";
import { postgresTests } from "./postgres_server.ts";
import { sampleCompletion, sampleFailure } from "./samples.ts";

const own = postgresTests();
const append = (i: number, body = "x"): Write => {
  const completion = sampleCompletion(i, { body });
  return { kind: "append", completion, content: pack(completion.call, body) };
};
const fail = (i: number): Write => {
  const failure = sampleFailure(i);
  return { kind: "fail", failure, content: pack(failure.call, "") };
};
const charge = (i: number, usd: number): Write => ({
  kind: "charge",
  charge: {
    key: sampleCompletion(i).key,
    inputTokens: 1,
    cachedInputTokens: 0,
    outputTokens: 1,
    usd,
  },
});

Deno.test("rolesOf() names the role of each write that has one", () => {
  const embed: Write = { kind: "embed", vectors: [], charge: undefined };
  const charged = { provider: "p", model: "m", texts: 1, inputTokens: 1, usd: null };
  const writes = [append(1), fail(2), charge(1, 1), embed, { ...embed, charge: charged }];
  assertEquals([...rolesOf(writes)].map(([write, { stage }]) => [writes.indexOf(write), stage]), [
    [0, "respond"],
    [1, "respond"],
    [4, "embed"],
  ]);
});

own.test("writeAll() has the effect of one write after the other, in one transaction", async () => {
  const session = await openPostgres(own.server.address, { schema: "w", connections: 1 });
  const roles = new PostgresRoles(session);
  const commit = async (...writes: Write[]) => {
    const ids = new Map<Write, number>();
    for (const [write, role] of rolesOf(writes)) ids.set(write, await roles.idOf(role));
    await session.transaction((run) => writeAll(run, writes, ids, []));
  };
  const count = async (table: string) => (await session.read(`SELECT 1 FROM ${table}`)).length;
  // A completion settles a failure before and after it, the first of a key counts, and the last charge.
  await commit(
    fail(1),
    append(1),
    append(1, "second"),
    fail(1),
    charge(1, 5),
    charge(1, 0.5),
    charge(9, 7),
  );
  assertEquals([await count("completions"), await count("failures")], [1, 0]);
  assertEquals(await session.read("SELECT usd FROM charges"), [{ usd: 0.5 }]);
  await commit(fail(2), { kind: "note", name: "n", value: "1" }, {
    kind: "note",
    name: "n",
    value: "2",
  });
  assertEquals(await session.read("SELECT value FROM notes"), [{ value: "2" }]);
  await commit(append(2));
  assertEquals([await count("completions"), await count("failures")], [2, 0]);
  // All or none.
  const wrong = { ...append(3), completion: sampleCompletion(3, { status: 2 ** 40 }) } as Write;
  await commit(append(4), wrong).then(() => assertEquals(1, 0), () => {});
  assertEquals(await count("completions"), 2);
  await session.end();
});

own.test("writeAll() splits vectors into statements of a bounded size", async () => {
  const session = await openPostgres(own.server.address, { schema: "v", connections: 1 });
  const vectors = Array.from(
    { length: 2_500 },
    (_, i) => [i.toString(16).padStart(64, "0"), new Uint8Array([i])] as const,
  );
  let largest = 0;
  await session.transaction((run) =>
    writeAll(
      (text, parameters = []) => {
        largest = Math.max(largest, ...parameters.map((p) => Array.isArray(p) ? p.length : 0));
        return run(text, parameters);
      },
      [{ kind: "embed", vectors, charge: undefined }],
      new Map(),
      [],
    )
  );
  assertEquals([largest, (await session.read("SELECT 1 FROM embeddings")).length], [1_000, 2_500]);
  await session.end();
});
