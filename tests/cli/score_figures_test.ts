import { assert, assertEquals, assertRejects, assertStringIncludes } from "@std/assert";
import { scoreFigures } from "../../lib/cli/score_figures.ts";
import { InputError } from "../../lib/study/input_error.ts";

const SCORES = "data/sample_scores.csv";

Deno.test("scoreFigures() draws by name what the table has the data for, more with a taxonomy", async () => {
  const plain = await scoreFigures(SCORES, { simulated: true });
  for (const [name, figure] of plain) assertEquals(figure.name, name);
  assert(plain.has("disagreement_distribution") && plain.has("outliers"));
  assert(!plain.has("position_profiles") && !plain.has("judge_agreement"));
  const more = await scoreFigures(SCORES, {
    simulated: true,
    taxonomy: "data/sample_taxonomy.csv",
  });
  assert(more.has("position_profiles") && more.has("pair_map"));
  assertEquals([...plain.keys()].filter((name) => !more.has(name)), []);
});

Deno.test("scoreFigures() says of simulated scores that they are, and shows no published number beside them", async () => {
  for (const { svg, caption } of (await scoreFigures(SCORES, { simulated: true })).values()) {
    assertStringIncludes(svg(), "SIMULATED DATA");
    assert(!/[Pp]ublished/.test(svg() + caption), caption);
  }
});

Deno.test("scoreFigures() shows the published numbers beside scores that are not simulated", async () => {
  const outliers = (await scoreFigures(SCORES)).get("outliers")!;
  assert(!outliers.simulated);
  assert(/[Pp]ublished/.test(outliers.svg()));
});

Deno.test("scoreFigures() names a file that is no table of scores", async () => {
  await assertRejects(
    () => scoreFigures("data/sample_labels.csv"),
    InputError,
    "sample_labels.csv",
  );
});
