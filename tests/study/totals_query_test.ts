import { assertEquals } from "@std/assert";
import { DatabaseSync } from "node:sqlite";
import { createTables } from "../../lib/study/sqlite_schema.ts";
import { ASKED, TOTALS } from "../../lib/study/totals_query.ts";

// What they add up is tested for both stores by the suite of journals.
Deno.test("TOTALS and ASKED leave out roles without a trace, and keep the order of the first asked", () => {
  const db = new DatabaseSync(":memory:");
  createTables(db);
  db.exec(`
    INSERT INTO roles VALUES (1, 'respond', 'p', 'x', 'b', '{}'), (2, 'respond', 'p', 'x', 'a', '{}'),
      (3, 'rubric', 'p', 'x', 'a', '{}'), (4, 'respond', 'p2', 'x', 'b', '{}');
    INSERT INTO completions VALUES (1, x'01', 4, 200, NULL, 'live', 0, 1, 1, x''),
      (2, x'02', 2, 200, NULL, 'live', 0, 1, 1, x'');
    INSERT INTO charges VALUES (1, 4, 3, 1, 2, 0.5)`);
  const totals = db.prepare(TOTALS).all().map((row) => ({ ...row }));
  const rest = { failures: 0, provider: "x", stage: "respond", completions: 1 };
  assertEquals(totals, [
    {
      ...rest,
      model: "b",
      inputTokens: 3,
      cachedInputTokens: 1,
      outputTokens: 2,
      usd: 0.5,
      unpriced: 0,
    },
    {
      ...rest,
      model: "a",
      inputTokens: 0,
      cachedInputTokens: 0,
      outputTokens: 0,
      usd: 0,
      unpriced: 1,
    },
  ]);
  assertEquals(db.prepare(ASKED).all().map((row) => ({ ...row })), [
    { role: 2, n: 1 },
    { role: 4, n: 1 },
  ]);
  db.close();
});
