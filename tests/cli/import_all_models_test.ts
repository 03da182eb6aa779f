import { assert, assertEquals, assertRejects, assertStringIncludes } from "@std/assert";
import { join } from "node:path";
import { importTable } from "../../lib/cli/import.ts";
import { reproduce } from "../../lib/cli/reproduce.ts";
import { responseTypesFigure } from "../../lib/figures/response_types.ts";
import { labelTables } from "../../lib/pipeline/label_tables.ts";
import { runFolder } from "../../lib/pipeline/run_folder.ts";
import { readScores } from "../../lib/published/read_scores.ts";
import { silent } from "../../lib/querying/progress.ts";
import { simulatedEmbedderModel, simulatedJudges } from "../../lib/simulation/models.ts";
import { InputError } from "../../lib/study/input_error.ts";
import { openStudy } from "../../lib/study/study.ts";
import { layoutColumns, writeLayout } from "../published/dataset_layout.ts";
import { COMMIT, rangeServer } from "../published/range_server.ts";
import { pathsUnder } from "./command.ts";

const MAPPING = "data/all_models_mapping.json";

/** Two shards of 30 queries, no two of which have the same words. */
function twoShards(): Map<string, unknown[]>[] {
  return ["one", "two"].map((seed) => {
    const columns = layoutColumns({ rows: 30, seed });
    return columns.set("query", columns.get("query")!.map((query) => `${seed}: ${query}`));
  });
}

/** A copy of the public dataset's all_models of two shards, and its mapping with simulated judges. */
async function inFolder(
  act: (paths: { folder: string; data: string; mapping: string; out: string }) => Promise<void>,
  shards = twoShards(),
): Promise<void> {
  const folder = await Deno.makeTempDir();
  const data = join(folder, "dataset");
  await Deno.mkdir(join(data, "data"), { recursive: true });
  for (const [i, columns] of shards.entries()) {
    await writeLayout(join(data, `data/all_models-0000${i}-of-00002.parquet`), columns, 7);
  }
  const mapping = JSON.parse(await Deno.readTextFile(MAPPING));
  mapping.study = {
    name: "all models",
    seed: 1,
    simulated: true,
    rubricJudge: simulatedJudges[0],
    positionJudges: simulatedJudges.slice(0, 1),
    labelJudge: simulatedJudges[1],
    embedder: { model: simulatedEmbedderModel, dimensions: 32 },
  };
  const path = join(folder, "mapping.json");
  await Deno.writeTextFile(path, JSON.stringify(mapping));
  await act({ folder, data, mapping: path, out: join(folder, "study") });
  await Deno.remove(folder, { recursive: true });
}

const quiet = { out: () => {}, err: () => {} };

Deno.test("import takes responses and positions of the public dataset's 12 models in one go", () =>
  inFolder(async ({ folder, data, mapping, out }) => {
    const said: string[] = [];
    const args = ["--data", data, "--mapping", mapping, "--out", out, "--write"];
    await importTable(args, { out: (line) => void said.push(line), err: () => {} });
    const told = said.join("\n");
    assertStringIncludes(told, "60 rows: 60 queries of");
    assertStringIncludes(told, "Positions beside them:");
    const mine = await readScores(out);
    const theirs = await readScores(data);
    assertEquals(mine.models, theirs.models);
    const at = new Map(mine.queries.query.map((query, row) => [query, row]));
    for (const { key } of theirs.models) {
      for (const value of ["value1", "value2"] as const) {
        const own = mine.positions.get(key)![value];
        assertEquals(
          theirs.queries.query.map((query) => own[at.get(query)!]!),
          [...theirs.positions.get(key)![value]],
        );
      }
    }
    const answers = new Map<string, string>();
    {
      await using study = await openStudy(out, { readOnly: true });
      for await (const { call, body, status } of study.journal.completions()) {
        if (status !== 200) continue;
        const { choices } = JSON.parse(body);
        answers.set(`${call.model}: ${call.messages.at(-1)!.content}`, choices[0].message.content);
      }
    }
    let given = 0;
    for (const columns of twoShards()) {
      for (const { key } of mine.models) {
        for (const [row, text] of columns.get(`response_${key}`)!.entries()) {
          if (text === null) continue;
          given++;
          assertEquals(answers.get(`${key}: ${columns.get("query")![row]}`), text as string);
        }
      }
    }
    assertEquals(answers.size, given);
    await reproduce({ data: out, out: join(folder, "report") });
    assertStringIncludes(
      await Deno.readTextFile(join(folder, "report/report.html")),
      "60 queries, 12 models",
    );
  }));

Deno.test("imported responses are labelled by a judge, as the report says of the figures it lacks", () =>
  inFolder(async ({ mapping, out }) => {
    // The sample has the dataset's columns, and responses that its judges can tell apart.
    const data = "data/sample_scores.csv";
    await importTable(["--data", data, "--mapping", mapping, "--out", out, "--write"], quiet);
    const { run, stopped } = await runFolder(out, { reporter: silent });
    assertEquals(stopped, false);
    const { types, topics, expressedRows } = labelTables(run);
    assert(topics.size > 0 && types.numRows() > 0 && expressedRows.length > 0);
    assert(responseTypesFigure(types, { simulated: true }).svg().length > 1000);
    await using study = await openStudy(out, { readOnly: true });
    const asked = await study.journal.asked();
    assertEquals(
      new Set(asked.filter(({ stage }) => stage === "respond").map(({ provider }) => provider)),
      new Set(["imported"]),
    );
  }));

Deno.test("import leaves nothing behind where the last row is at fault, nor touches what stands there", () => {
  const shards = twoShards();
  // Another response to words that the first shard has already: found only as the responses are gone through.
  shards[1]!.get("query")![29] = shards[0]!.get("query")![3];
  shards[1]!.get("response_o3")![29] = "another answer";
  return inFolder(async ({ folder, data, mapping, out }) => {
    const args = ["--data", data, "--mapping", mapping, "--out", out, "--write"];
    const before = await pathsUnder(folder);
    await assertRejects(() => importTable(args, quiet), InputError, "found two to");
    assertEquals(await pathsUnder(folder), before);
  }, shards);
});

Deno.test("the shipped mapping of the public dataset names its columns and models, and a study that is one", () =>
  inFolder(async ({ folder, data, out }) => {
    const said: string[] = [];
    const args = ["--data", data, "--mapping", MAPPING, "--out", out];
    await importTable(args, { out: (line) => void said.push(line), err: () => {} });
    assertStringIncludes(said.join("\n"), "1 sample(s) of 12 models");
    assertEquals([...Deno.readDirSync(folder)].length, 2);
  }));

Deno.test("import reads the public dataset from its host as it does a local copy", () =>
  inFolder(async ({ folder, data, mapping, out }) => {
    await importTable(["--data", data, "--mapping", mapping, "--out", out, "--write"], quiet);
    await using server = rangeServer(data);
    server.redirects = true;
    const far = join(folder, "far");
    await importTable([
      ...["--host", server.url, "--cache", join(folder, "cache")],
      ...["--mapping", mapping, "--out", far, "--write"],
    ], quiet);
    for (const name of ["scores.parquet", "scenarios.jsonl", "study.json", "values.csv"]) {
      assertEquals(
        await Deno.readFile(join(far, name)),
        await Deno.readFile(join(out, name)),
        name,
      );
    }
    const answers = async (study: string) => {
      await using open = await openStudy(study, { readOnly: true });
      return await Array.fromAsync(open.journal.completions(), ({ key, body }) => [key, body]);
    };
    assertEquals(await answers(far), await answers(out));
    const { inputs } = JSON.parse(await Deno.readTextFile(join(far, "import.json")));
    assertEquals([inputs[0].commit, inputs.length], [COMMIT, 3]);
  }));
