import { assert, assertEquals } from "@std/assert";
import { labelStudy } from "../../lib/pipeline/label_study.ts";
import type { RecallingEngine } from "../../lib/scoring/recall.ts";
import { simulatedRun } from "./simulated_run.ts";

/** An engine that must not be asked. */
const unasked = new Proxy({} as RecallingEngine, {
  get: (_, name) => {
    throw new Error(`Expected no use of the engine but found ${String(name)}`);
  },
});

Deno.test("labelStudy() labels the queries of high disagreement and every response to them", async () => {
  const { run } = await simulatedRun();
  const { topics, responseTypes, fits, expressed, categories } = run.labels!;
  const high = run.high.map((row) => row.query);
  assertEquals(topics.map((topic) => topic.query), high);
  const cells = run.responses.filter((response) => high.includes(response.query)).length;
  for (const labels of [responseTypes, fits, expressed]) {
    assertEquals(labels.length, cells);
    assertEquals(new Set(labels.map((label) => label.query)), new Set(high));
  }
  const names = new Set(expressed.flatMap((one) => one.names ?? []));
  assert(names.size > 0);
  assertEquals(new Set(categories.keys()), names);
  const known = new Set(run.values.map((value) => value.category));
  for (const { category } of categories.values()) {
    assert(category === null || known.has(category), `${category} is no category`);
  }
});

Deno.test("labelStudy() gives null and asks nothing without a judge for it", async () => {
  const { run } = await simulatedRun();
  const { labelJudge: _, ...config } = run.config;
  const context = {
    config,
    folder: ".",
    engine: unasked,
    scenarios: run.scenarios,
    queries: run.queries,
    responses: run.responses,
  };
  assertEquals(await labelStudy(context, run.values, (embedded) => embedded), null);
});
