import { assertEquals } from "@std/assert";
import { parquetMetadata } from "hyparquet";
import { exportStudy } from "../../lib/cli/study_export.ts";
import { studyTables } from "../../lib/cli/study_tables.ts";
import { openStudy } from "../../lib/study/study.ts";
import { inFolder, runHere } from "../pipeline/simulated_run.ts";

const TYPES = { text: "UTF8", integer: "INT64", number: "DOUBLE", boolean: "BOOLEAN" } as const;

Deno.test("exportStudy() writes each table once per format, with the columns and types that it declares", () =>
  inFolder(async (folder) => {
    const { run, source } = await runHere(folder, 3);
    await using study = await openStudy(folder, { readOnly: true });
    const paths = await exportStudy(run, study, `${folder}/tables`, ["jsonl", "parquet"]);
    const tables = Object.entries(studyTables(run, source, await study.journal.totals()));
    assertEquals(
      paths,
      tables.flatMap(([name]) => ["jsonl", "parquet"].map((f) => `${folder}/tables/${name}.${f}`)),
    );
    for (const [name, { columns, rows }] of tables) {
      const bytes = (await Deno.readFile(`${folder}/tables/${name}.parquet`)).buffer as ArrayBuffer;
      const { schema, num_rows } = parquetMetadata(bytes);
      assertEquals(
        schema.slice(1).map((column) => [column.name, column.converted_type ?? column.type]),
        Object.entries(columns).map(([column, type]) => [column, TYPES[type]]),
        name,
      );
      const lines = (await Deno.readTextFile(`${folder}/tables/${name}.jsonl`)).split("\n");
      const count = (await Array.fromAsync(rows)).length;
      assertEquals([Number(num_rows), lines.length - 1], [count, count], name);
      if (count > 0) assertEquals(Object.keys(JSON.parse(lines[0]!)), Object.keys(columns));
    }
  }));
