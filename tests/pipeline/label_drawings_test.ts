import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { drawAll } from "../../lib/pipeline/drawing.ts";
import { labelDrawings } from "../../lib/pipeline/label_drawings.ts";
import { analyseStudy, isRejection } from "../../lib/pipeline/study_analysis.ts";
import { simulatedRun } from "./simulated_run.ts";

Deno.test("labelDrawings() draws types, refusals by model and by topic, and expressed values", async () => {
  const { run } = await simulatedRun();
  const { figures, lacking } = drawAll(labelDrawings(run, analyseStudy(run), {}));
  assertEquals([...figures.keys(), ...lacking.map(({ name }) => name)].toSorted(), [
    "co_occurrence",
    "expressed_values",
    "refusals",
    "refusals_by_topic",
    "response_types",
  ]);
  assert(figures.size >= 4);
  for (const [name, figure] of figures) assertEquals(figure.name, name);
});

Deno.test("labelDrawings() counts a refusal in every topic of its query", async () => {
  const { run } = await simulatedRun();
  const types = run.labels!.responseTypes;
  const { query } = types.find(isRejection)!;
  const own = types.filter((row) => row.query === query).map(isRejection);
  const rate = 100 * own.filter((flag) => flag === true).length /
    own.filter((flag) => flag !== null).length;
  assert(rate > 0);
  const topics = { politics: true, "cyber security": true };
  const one = {
    ...run,
    labels: {
      ...run.labels!,
      topics: run.labels!.topics.map((label) => ({
        ...label,
        topics: (label.query === query ? topics : {}) as typeof label.topics,
      })),
    },
  };
  const figure = drawAll(labelDrawings(one, analyseStudy(run), {})).figures.get(
    "refusals_by_topic",
  )!;
  for (const topic of Object.keys(topics)) {
    assertStringIncludes(figure.alt, `${topic} ${rate.toFixed(1)} %`);
  }
});

Deno.test("labelDrawings() says what is lacking without a label judge, and without a topic", async () => {
  const { run } = await simulatedRun();
  const none = drawAll(labelDrawings({ ...run, labels: null }, analyseStudy(run), {}));
  assertEquals(none.lacking.length, 4);
  const untouched = {
    ...run,
    labels: {
      ...run.labels!,
      topics: run.labels!.topics.map((label) => ({ ...label, topics: null })),
    },
  };
  const { lacking } = drawAll(labelDrawings(untouched, analyseStudy(run), {}));
  assertStringIncludes(
    lacking.find(({ name }) => name === "refusals_by_topic")!.why,
    "eight topics",
  );
});
