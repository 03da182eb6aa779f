import { assert, assertEquals, assertRejects } from "@std/assert";
import { scoreFigures } from "../../lib/cli/score_figures.ts";
import { InputError } from "../../lib/study/input_error.ts";
import { writeDataset } from "../published/dataset_layout.ts";
import { rangeServer } from "../published/range_server.ts";

const SAMPLE = "data/sample_scores.csv";

Deno.test("scoreFigures() draws by name what positions allow, more of it with a taxonomy", async () => {
  const plain = await scoreFigures(SAMPLE);
  assert(plain.has("outliers") && plain.has("pairwise_disagreement") && !plain.has("pair_map"));
  assert([...plain].every(([name, figure]) => figure.name === name && !figure.simulated));
  const more = await scoreFigures(SAMPLE, {
    taxonomy: "data/sample_taxonomy.csv",
    simulated: true,
  });
  assertEquals([...plain.keys()].filter((name) => !more.has(name)), []);
  assert(more.has("pair_map") && [...more.values()].every(({ simulated }) => simulated));
});

Deno.test("scoreFigures() refuses a file that is no table of scores", async () => {
  await assertRejects(
    () => scoreFigures("data/sample_taxonomy.csv"),
    InputError,
    "Expected a column",
  );
});

Deno.test("scoreFigures() draws the judges' figures of a dataset that has their decisions, here or on its host", async () => {
  const folder = await Deno.makeTempDir();
  const dataset = `${folder}/dataset`;
  await writeDataset(dataset, [{ rows: 40 }]);
  const local = await scoreFigures(dataset);
  assert(["noncompliance_bins", "compliance", "judge_agreement"].every((name) => local.has(name)));
  {
    await using server = rangeServer(dataset);
    const remote = await scoreFigures({ host: server.url, cache: `${folder}/cache` });
    assertEquals([...remote.keys()], [...local.keys()]);
    for (const [name, figure] of local) assertEquals(remote.get(name)!.svg(), figure.svg());
  }
  await Deno.remove(folder, { recursive: true });
});
