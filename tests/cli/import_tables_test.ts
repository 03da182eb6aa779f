import { assertEquals, assertRejects } from "@std/assert";
import { openDataset, openFiles } from "../../lib/cli/import_tables.ts";
import { InputError } from "../../lib/study/input_error.ts";
import { layoutColumns, writeLayout } from "../published/dataset_layout.ts";
import { COMMIT, rangeServer } from "../published/range_server.ts";
import { inFolder } from "../in_folder.ts";

Deno.test("openFiles() opens tables, folders of shards and logs in turn, and hashes every file", () =>
  inFolder(async (folder) => {
    await Deno.writeTextFile(`${folder}/t.csv`, "a\n1\n2\n");
    const log = {
      eval: { task: "t", model: "m" },
      samples: [{ id: 1, input: "?", output: { choices: [] } }],
    };
    await Deno.writeTextFile(`${folder}/log.json`, JSON.stringify(log));
    await Deno.mkdir(`${folder}/data`);
    for (const i of [0, 1]) {
      const path = `${folder}/data/all_models-0000${i}-of-00002.parquet`;
      await writeLayout(path, layoutColumns({ rows: 5 }));
    }
    await using tables = await openFiles(
      ["t.csv", "log.json", "data"].map((f) => `${folder}/${f}`),
    );
    assertEquals(tables.sources.map(({ rows }) => rows), [2, 1, 5, 5]);
    const inputs = await tables.inputs() as { file: string; sha256: string }[];
    assertEquals(inputs.map(({ file }) => file), [
      "t.csv",
      "log.json",
      "all_models-00000-of-00002.parquet",
      "all_models-00001-of-00002.parquet",
    ]);
    assertEquals(inputs.every(({ sha256 }) => /^[0-9a-f]{64}$/.test(sha256)), true);
    await assertRejects(() => openFiles([`${folder}/t.csv`, `${folder}/none.csv`]), InputError);
  }));

Deno.test("openDataset() opens all_models on its host, and keeps its commit beside the files", () =>
  inFolder(async (folder) => {
    await Deno.mkdir(`${folder}/dataset/data`, { recursive: true });
    const path = `${folder}/dataset/data/all_models-00000-of-00001.parquet`;
    await writeLayout(path, layoutColumns({ rows: 5 }));
    await using server = rangeServer(`${folder}/dataset`);
    const options = { host: server.url, cache: `${folder}/cache` };
    {
      await using tables = await openDataset(options);
      assertEquals(tables.sources.map(({ rows }) => rows), [5]);
      const [source, file] = await tables.inputs() as { commit?: string; file?: string }[];
      assertEquals([source!.commit, file!.file], [
        COMMIT,
        "data/all_models-00000-of-00001.parquet",
      ]);
    }
    await Deno.rename(path, `${folder}/dataset/data/other-00000-of-00001.parquet`);
    await assertRejects(
      () => openDataset({ ...options, cache: `${folder}/other` }),
      InputError,
      "Expected the split all_models but found none",
    );
  }));
