import { assert, assertEquals, assertRejects } from "@std/assert";
import { InputError } from "../../lib/study/input_error.ts";
import { openPostgresJournal, schemaOf } from "../../lib/study/postgres_journal.ts";
import { testJournal } from "./journal_suite.ts";
import { postgresTests } from "./postgres_server.ts";

const own = postgresTests();
let schemas = 0;
const open = (schema: string) => openPostgresJournal(own.server.address, { schema });

testJournal(`postgres journal${own.skipped}`, async () => {
  const schema = schemaOf(`study ${schemas++}`);
  let journal = await open(schema);
  return {
    journal,
    async reopen() {
      await journal.close();
      return journal = await open(schema);
    },
    dispose: () => journal.close(),
  };
}, own);

Deno.test("a server that cannot be reached is named without its password", async () => {
  const address = "postgres://someone:hunter2secret@127.0.0.1:9/nowhere";
  const error = await assertRejects(
    () => openPostgresJournal(address, { schema: "x" }),
    InputError,
    "journal: Expected a PostgreSQL server at 127.0.0.1:9/nowhere",
  );
  assert(!JSON.stringify([error.message, String(error.cause)]).includes("hunter2secret"));
});

own.test("studies in schemas of their own do not see each other", async () => {
  await using one = await open("faultline_one");
  await using two = await open("faultline_two");
  await one.setNote("a", "b");
  assertEquals([await one.note("a"), await two.note("a")], ["b", undefined]);
});
