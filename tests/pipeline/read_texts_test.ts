import { assert, assertEquals, assertRejects } from "@std/assert";
import { readScenario, readTexts } from "../../lib/pipeline/read_texts.ts";
import { InputError } from "../../lib/study/input_error.ts";
import { inFolder, runHere } from "./simulated_run.ts";

Deno.test("readTexts() and readScenario() read from a folder whose run is over", () =>
  inFolder(async (folder) => {
    const { run } = await runHere(folder, 3);
    const [scenario] = run.scenarios;
    const whole = await readScenario(run, folder, scenario!.id);
    const queries = scenario!.queries.filter((q) => run.queries.includes(q)).map((q) => q.id);
    assertEquals([...new Set(whole.responses.map((r) => r.query))], queries);
    assertEquals(whole.responses.length, queries.length * 12);
    assertEquals(whole.positions.map((p) => p.query), whole.responses.map((r) => r.query));
    assert(whole.responses.every((r) => r.outcome !== "answered" || r.text!.length > 20));
    assertEquals(whole.rubric!.scenario, scenario!.id);

    const one = await readScenario(run, folder, queries[0]!);
    assertEquals(one.responses, whole.responses.filter((r) => r.query === queries[0]));
    assertEquals(one.positions, whole.positions.filter((r) => r.query === queries[0]));
    assertEquals(one.rubric, whole.rubric);
    assertEquals(
      await readTexts(folder, run.responses.filter((r) => r.query === queries[0])),
      one.responses,
    );
    await assertRejects(() => readScenario(run, folder, "s9"), RangeError, 'found "s9"');
  }));

Deno.test("readTexts() names a folder without a study", () =>
  inFolder(async (folder) => {
    await assertRejects(() => readTexts(folder, []), InputError, "study.json");
  }));
