import { assertEquals, assertThrows } from "@std/assert";
import { InputError } from "../../lib/study/input_error.ts";
import { openPostgresJournal } from "../../lib/study/postgres_journal.ts";
import { checkVersion, POSTGRES_VERSION, schemaOf } from "../../lib/study/postgres_schema.ts";
import { administrate, postgresTests } from "./postgres_server.ts";
import { sampleCompletion } from "./samples.ts";

const own = postgresTests();

Deno.test("schemaOf() makes a name that PostgreSQL takes, and checkVersion() reads comments", () => {
  assertEquals(schemaOf("My spec, v2"), "faultline_my_spec_v2");
  assertEquals(schemaOf("x".repeat(100)).length, 63);
  for (const comment of [null, "1", String(POSTGRES_VERSION)]) checkVersion(comment, "s");
  assertThrows(() => checkVersion(String(POSTGRES_VERSION + 1), "s"), InputError, "newer");
  for (const comment of ["our orders", "0", "1.5", ""]) {
    assertThrows(() => checkVersion(comment, "s"), InputError, "another program's");
  }
});

for (const version of [1, 2]) {
  own.test(`a journal of version ${version} on PostgreSQL is brought up when it is opened, and keeps all`, async () => {
    const schema = `faultline_old_${version}`;
    {
      await using journal = await openPostgresJournal(own.server.address, { schema });
      await journal.append(sampleCompletion(1));
      await journal.charge({
        key: sampleCompletion(1).key,
        inputTokens: 1,
        cachedInputTokens: 0,
        outputTokens: 2,
        usd: 0.5,
      });
      await journal.setNote("kept", "yes");
    }
    await using admin = await administrate(own.server.address, schema);
    // As version 1 left it: without what later ones added.
    if (version === 1) await admin.rows("DROP TABLE embedding_charges");
    await admin.rows(`COMMENT ON SCHEMA ${schema} IS '${version}'`);
    // Two workers that start together bring it up together.
    const both = await Promise.all(
      [1, 2].map(() => openPostgresJournal(own.server.address, { schema })),
    );
    const [journal, other] = both as [typeof both[0], typeof both[0]];
    const charge = { provider: "p", model: "m", texts: 2, inputTokens: 5, usd: 1 };
    await journal.appendEmbeddings(new Map(), charge);
    assertEquals(
      (await other.totals()).map(({ completions, usd }) => [completions, usd]),
      [[1, 0.5], [2, 1]],
    );
    assertEquals(await other.note("kept"), "yes");
    const { key } = sampleCompletion(1);
    assertEquals((await other.find([key])).get(key), sampleCompletion(1));
    const [row] = await admin.rows<{ comment: string }>(
      "SELECT obj_description($1::regnamespace, 'pg_namespace') AS comment",
      [schema],
    );
    assertEquals(row!.comment, String(POSTGRES_VERSION));
    await Promise.all(both.map((each) => each.close()));
  });
}
