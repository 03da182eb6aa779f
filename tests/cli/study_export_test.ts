import { assert, assertEquals, assertGreater } from "@std/assert";
import { asyncBufferFromFile, parquetMetadata, parquetMetadataAsync } from "hyparquet";
import { fileURLToPath } from "node:url";
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

Deno.test("a study whose texts are three times the heap is exported", () =>
  inFolder(async (folder) => {
    const [heap, characters] = [100, 16_000];
    const size = { pairs: 560, models: 12, characters, highEvery: 50, spec: false };
    const script = fileURLToPath(new URL("./export_fake_study.ts", import.meta.url));
    const flags = `--v8-flags=--max-old-space-size=${heap}`;
    const { success, stderr } = await new Deno.Command(Deno.execPath(), {
      args: ["run", "-A", "--no-check", flags, script, folder, JSON.stringify(size)],
    }).output();
    assert(success, new TextDecoder().decode(stderr).slice(0, 2_000));
    const path = `${folder}/tables/responses.parquet`;
    const { num_rows, row_groups } = await parquetMetadataAsync(await asyncBufferFromFile(path));
    assertEquals(num_rows, BigInt(3 * size.pairs * size.models));
    assertGreater(Number(num_rows) * characters, 3 * heap * 2 ** 20);
    assertGreater(row_groups.length, 30);
  }));
