import { assert, assertEquals } from "@std/assert";
import { openPostgresJournal, schemaOf } from "../../lib/study/postgres_journal.ts";
import { postgresTests } from "./postgres_server.ts";
import { sampleCompletion, sampleFailure } from "./samples.ts";

const own = postgresTests();
let schemas = 0;
const open = (schema: string) => openPostgresJournal(own.server.address, { schema });
const newSchema = () => schemaOf(`claims ${schemas++}`);

own.test("claim() grants a key to one worker until it is released, done or its lease is over", async () => {
  const schema = newSchema();
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

own.test("claim() by many workers at once grants each key once", async () => {
  const schema = newSchema();
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

own.test("fail() of a worker whose lease ran out does not end the claim of the next one", async () => {
  const schema = newSchema();
  await using a = await open(schema);
  await using b = await open(schema);
  await using c = await open(schema);
  const { key } = sampleFailure(1);
  await a.claims!.claim([key], "a", 0.05);
  await new Promise((resolve) => setTimeout(resolve, 100));
  assertEquals((await b.claims!.claim([key], "b", 60)).size, 1);
  await a.fail(sampleFailure(1));
  assertEquals((await c.claims!.claim([key], "c", 60)).size, 0, "b still asks it");
  await b.fail(sampleFailure(1));
  assertEquals((await c.claims!.claim([key], "c", 60)).size, 1);
});

own.test("claims and appends of the same keys at once end without a deadlock that anyone sees", async () => {
  const schema = newSchema();
  const workers = await Promise.all(Array.from({ length: 3 }, () => open(schema)));
  const all = Array.from({ length: 200 }, (_, i) => sampleCompletion(i));
  const keys = all.map(({ key }) => key);
  for (let round = 0; round < 10; round++) {
    await Promise.all(workers.flatMap((journal, i) => [
      journal.claims!.claim(keys, `w${i}`, 0.001),
      journal.claims!.claim([...keys].reverse(), `v${i}`, 0.001),
      ...all.slice(round * 20, round * 20 + 20).map((completion) => journal.append(completion)),
      journal.fail(sampleFailure(round)),
    ]));
  }
  assertEquals((await workers[0]!.has(keys)).size, 200);
  assertEquals((await workers[0]!.claims!.claim(keys, "last", 60)).size, 0);
  await Promise.all(workers.map((journal) => journal.close()));
});
