import { assertEquals } from "@std/assert";
import { pack } from "../../lib/study/pack.ts";
import { openPostgres } from "../../lib/study/postgres_open.ts";
import { PostgresStore } from "../../lib/study/postgres_store.ts";
import type { Write } from "../../lib/study/store.ts";
import { postgresTests } from "./postgres_server.ts";
import { sampleCompletion } from "./samples.ts";

const own = postgresTests();

// What a store keeps is tested for both by the suite of journals.
own.test("PostgresStore streams what is there when it begins, page by page, and not what comes meanwhile", async () => {
  const session = await openPostgres(own.server.address, { schema: "st", connections: 2 });
  const store = new PostgresStore(session);
  const append = (i: number): Write => {
    const completion = sampleCompletion(i);
    return { kind: "append", completion, content: pack(completion.call, "") };
  };
  await store.commit(Array.from({ length: 2_300 }, (_, i) => append(i)));
  const ids: number[] = [];
  for await (const { id } of store.stream({}, false)) {
    if (ids.length === 0) await store.commit([append(5_000)]);
    ids.push(id);
  }
  assertEquals(ids.length, 2_300);
  assertEquals(ids, [...ids].sort((a, b) => a - b));
  assertEquals((await Array.fromAsync(store.stream({}, true))).length, 2_301);
  assertEquals((await Array.fromAsync(store.rows("present", []))).length, 0);
  await store.close();
});
