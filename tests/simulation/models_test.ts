import { assertEquals } from "@std/assert";
import {
  simulatedEmbedderModel,
  simulatedGenerators,
  simulatedJudges,
  simulatedPanel,
} from "../../lib/simulation/models.ts";
import { modelRefSchema } from "../../lib/study/model_ref.ts";

const PUBLISHED = "../shared/reference/published_numbers.json";
const hasPublished = await Deno.stat(PUBLISHED).then(() => true, () => false);

Deno.test("simulated models are valid references with names and keys of their own", () => {
  const all = [
    ...simulatedPanel,
    ...simulatedGenerators,
    ...simulatedJudges,
    simulatedEmbedderModel,
  ];
  all.forEach((model) => modelRefSchema.parse(model));
  assertEquals(new Set(all.map((model) => model.key)).size, all.length);
  assertEquals(new Set(all.map((model) => model.model)).size, all.length);
});

Deno.test({
  name: `simulatedPanel has the paper's keys and families${
    hasPublished ? "" : " (skipped: no ../shared/reference)"
  }`,
  ignore: !hasPublished,
  async fn() {
    const { models } = JSON.parse(await Deno.readTextFile(PUBLISHED));
    assertEquals(Object.fromEntries(simulatedPanel.map((m) => [m.key, m.family])), models);
  },
});
