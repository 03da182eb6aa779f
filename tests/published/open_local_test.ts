import { assertEquals, assertRejects } from "@std/assert";
import { openDecisions, openLocal } from "../../lib/published/open_local.ts";
import { InputError } from "../../lib/study/input_error.ts";
import { inFolder } from "../in_folder.ts";

Deno.test("openLocal() opens a file by what it is: CSV, JSON Lines", () =>
  inFolder(async (folder) => {
    await Deno.writeTextFile(`${folder}/t.csv`, "a,b\n1,2\n");
    await Deno.writeTextFile(`${folder}/t.jsonl`, '{"a":1}\n{"b":2}\n');
    for (const [name, rows] of [["t.csv", 1], ["t.jsonl", 2]] as const) {
      await using open = await openLocal(`${folder}/${name}`);
      assertEquals(open.paths, [`${folder}/${name}`]);
      assertEquals([open.sources[0]!.rows, open.sources[0]!.columns], [rows, ["a", "b"]]);
    }
  }));

Deno.test("openLocal() takes the only table of a folder, and refuses to choose between two", () =>
  inFolder(async (folder) => {
    await assertRejects(() => openLocal(folder), InputError, "but found none");
    await Deno.writeTextFile(`${folder}/one.csv`, "a\n1\n");
    {
      await using open = await openLocal(folder);
      assertEquals(open.paths, [`${folder}/one.csv`]);
    }
    await Deno.writeTextFile(`${folder}/two.csv`, "a\n1\n");
    await assertRejects(() => openLocal(folder), InputError, "but found 2: one.csv, two.csv");
  }));

Deno.test("openDecisions() opens all bins as one table, or tells that there are none", () =>
  inFolder(async (folder) => {
    assertEquals(await openDecisions(folder), null);
    await Deno.mkdir(`${folder}/judge_evaluations`);
    for (const bin of ["std_1", "std_0"]) {
      await Deno.writeTextFile(`${folder}/judge_evaluations/${bin}.csv`, "model\no3\n");
    }
    await using open = await openDecisions(folder);
    assertEquals(open!.paths.map((path) => path.slice(-9)), ["std_0.csv", "std_1.csv"]);
  }));
