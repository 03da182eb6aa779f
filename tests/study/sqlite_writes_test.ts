import { assertEquals } from "@std/assert";
import { DatabaseSync } from "node:sqlite";
import { pack } from "../../lib/study/pack.ts";
import { SqliteRoles } from "../../lib/study/sqlite_roles.ts";
import { createTables } from "../../lib/study/sqlite_schema.ts";
import { SqliteWrites } from "../../lib/study/sqlite_writes.ts";
import type { Write } from "../../lib/study/store.ts";
import { sampleCompletion, sampleFailure } from "./samples.ts";

const { key } = sampleCompletion(1);
const append = (body: string): Write => {
  const completion = sampleCompletion(1, { body });
  return { kind: "append", completion, content: pack(completion.call, body) };
};
const fail = (message: string): Write => {
  const failure = sampleFailure(1, { message });
  return { kind: "fail", failure, content: pack(failure.call, "") };
};
const charge = (usd: number): Write => ({
  kind: "charge",
  charge: { key, inputTokens: 3, cachedInputTokens: 1, outputTokens: 2, usd },
});

Deno.test("SqliteWrites carries out each kind of write", () => {
  using db = new DatabaseSync(":memory:");
  createTables(db);
  const writes = new SqliteWrites(db, new SqliteRoles(db));
  const rows = (sql: string) => db.prepare(sql).all().map((row) => ({ ...row }));

  writes.write(charge(9));
  assertEquals(rows("SELECT * FROM charges"), [], "a charge needs its completion");
  writes.write(fail("first"));
  writes.write(fail("second"));
  assertEquals(rows("SELECT message, final FROM failures"), [{ message: "second", final: 0 }]);
  writes.write(append("one"));
  writes.write(append("two"));
  writes.write(fail("late"));
  assertEquals(
    rows("SELECT * FROM failures"),
    [],
    "a completion settles failures before and after",
  );
  assertEquals(
    rows(
      "SELECT hex(content) = ? AS first FROM completions".replace(
        "?",
        `'${pack(sampleCompletion(1).call, "one").toHex().toUpperCase()}'`,
      ),
    ),
    [{ first: 1 }],
  );
  writes.write(charge(1));
  writes.write(charge(0.5));
  assertEquals(rows("SELECT input, cached, output, usd FROM charges"), [
    { input: 3, cached: 1, output: 2, usd: 0.5 },
  ]);
  const vectors = [[key, Uint8Array.of(1, 2, 3, 4)], [key, Uint8Array.of(9)]] as const;
  const paid = { provider: "p", model: "m", texts: 1, inputTokens: 4, usd: null };
  writes.write({ kind: "embed", vectors, charge: paid });
  writes.write({ kind: "embed", vectors: [], charge: undefined });
  assertEquals(rows("SELECT hex(vector) AS v FROM embeddings"), [{ v: "01020304" }]);
  assertEquals(rows("SELECT texts, input, usd FROM embedding_charges"), [
    { texts: 1, input: 4, usd: null },
  ]);
  for (const value of ["a", "b"]) writes.write({ kind: "note", name: "n", value });
  assertEquals(rows("SELECT * FROM notes"), [{ name: "n", value: "b" }]);
});
