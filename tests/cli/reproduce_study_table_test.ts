import { assertEquals, assertRejects } from "@std/assert";
import { join } from "node:path";
import { hasStudyTables, readStudyTable } from "../../lib/cli/reproduce_study_table.ts";
import { toTable } from "../../lib/analysis/table.ts";
import { toParquet } from "../../lib/published/write_parquet.ts";
import { InputError } from "../../lib/study/input_error.ts";

Deno.test("readStudyTable() reads the columns asked for of an exported table, and names one that it lacks", async () => {
  const folder = await Deno.makeTempDir();
  try {
    assertEquals(await hasStudyTables(folder, ["queries"]), false);
    await Deno.mkdir(join(folder, "tables"));
    const table = toTable([{ query: "q", text: "?", n: null }, { query: "r", text: "!", n: 2 }]);
    await Deno.writeFile(join(folder, "tables/queries.parquet"), toParquet(table));
    assertEquals(await hasStudyTables(folder, ["queries"]), false);
    await Deno.writeTextFile(join(folder, "study.json"), "{}");
    assertEquals(await hasStudyTables(folder, ["queries"]), true);
    assertEquals(await hasStudyTables(folder, ["queries", "positions"]), false);
    assertEquals(await readStudyTable(folder, "queries", ["n", "query"]), [
      { n: null, query: "q" },
      { n: 2, query: "r" },
    ]);
    await assertRejects(
      () => readStudyTable(folder, "queries", ["pair"]),
      InputError,
      "queries.parquet, pair: Expected a column of this name",
    );
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
});
