import { assert, assertEquals, assertRejects } from "@std/assert";
import { scoreFigures } from "../../lib/cli/score_figures.ts";
import { InputError } from "../../lib/study/input_error.ts";

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
