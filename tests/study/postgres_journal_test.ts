import { assert, assertEquals, assertRejects } from "@std/assert";
import { openPostgresJournal, schemaOf } from "../../lib/study/postgres_journal.ts";
import { InputError } from "../../lib/study/input_error.ts";
import { testJournal } from "./journal_suite.ts";
import { findPostgres, type PostgresServer, startPostgres } from "./postgres_server.ts";
import { sampleCompletion, sampleFailure } from "./samples.ts";

const bin = findPostgres();
if (bin === null && Deno.env.get("CI")) {
  throw new Error("Expected a PostgreSQL server (Debian's postgresql) but found none");
}
const ignore = bin === null;
const skipped = ignore ? " (skipped: no PostgreSQL server is installed)" : "";
let server: PostgresServer | undefined;
let schemas = 0;

Deno.test.beforeAll(async () => {
  if (bin) server = await startPostgres(bin);
});
Deno.test.afterAll(async () => await server?.[Symbol.asyncDispose]());

const open = (schema: string) => openPostgresJournal(server!.address, { schema });

testJournal(`postgres journal${skipped}`, async () => {
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
}, { ignore });

const test = (name: string, fn: () => Promise<void>) =>
  Deno.test({ name: `${name}${skipped}`, ignore, fn });

test("claim() grants a key to one worker until it is released, done or its lease is over", async () => {
  const schema = schemaOf(`study ${schemas++}`);
  await using a = await open(schema);
  await using b = await open(schema);
  const all = Array.from({ length: 6 }, (_, i) => sampleCompletion(i));
  const keys = all.map(({ key }) => key);
  const claim = (journal: typeof a, worker: string, lease = 60) =>
    journal.claims!.claim(keys, worker, lease);
  assertEquals((await claim(a, "a")).size, 6);
  assertEquals((await claim(b, "b")).size, 0);
  assertEquals((await claim(a, "a")).size, 6);
  await b.claims!.release(keys, "b");
  assertEquals((await claim(b, "b")).size, 0);
  await a.claims!.release([keys[0]!], "a");
  await a.append(all[1]!);
  await a.fail(sampleFailure(2));
  assertEquals([...await claim(b, "b", 0.2)].sort(), [keys[0]!, keys[2]!].sort());
  await new Promise((resolve) => setTimeout(resolve, 300));
  assertEquals([...await claim(a, "a")].sort(), keys.filter((_, i) => i !== 1).sort());
});

test("claim() by many workers at once grants each key once", async () => {
  const schema = schemaOf(`study ${schemas++}`);
  const workers = await Promise.all(Array.from({ length: 4 }, () => open(schema)));
  const keys = Array.from({ length: 300 }, (_, i) => sampleCompletion(i).key);
  for (let from = 0; from < keys.length; from += 100) {
    const granted = await Promise.all(
      workers.map((journal, i) => journal.claims!.claim(keys.slice(from, from + 100), `w${i}`, 60)),
    );
    const total = granted.reduce((sum, { size }) => sum + size, 0);
    assert(total <= 100);
    assertEquals(new Set(granted.flatMap((set) => [...set])).size, total);
  }
  await Promise.all(workers.map((journal) => journal.close()));
});

test("a server that cannot be reached is named without its password", async () => {
  const address = "postgres://someone:hunter2secret@127.0.0.1:9/nowhere";
  const error = await assertRejects(
    () => openPostgresJournal(address, { schema: "x" }),
    InputError,
    "journal: Expected a PostgreSQL server at 127.0.0.1:9/nowhere",
  );
  assert(!JSON.stringify([error.message, String(error.cause)]).includes("hunter2secret"));
});
