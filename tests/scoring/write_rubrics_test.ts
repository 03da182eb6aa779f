import { assertEquals, assertStringIncludes } from "@std/assert";
import { readRubrics, writeRubrics } from "../../lib/scoring/write_rubrics.ts";
import { fakeEngine, keyOf } from "../generation/fake_engine.ts";
import { judge, rubric, scenario } from "./fixtures.ts";

const json = JSON.stringify({ value1: rubric.value1, value2: rubric.value2 });

Deno.test("writeRubrics() shows the judge all queries and both values", async () => {
  const engine = fakeEngine(() => json);
  const cells = await writeRubrics(engine, [scenario], judge("rubric_judge"));
  const end = { outcome: "answered" as const, detail: null, key: keyOf(0) };
  assertEquals(cells, [{ scenario: "s1", judge: "rubric_judge", ...end }]);
  assertEquals(await readRubrics(engine, cells), [rubric]);
  const prompt = engine.asks[0]!.messages.at(-1)!.content;
  for (const text of ["Is my novel any good?", "Tell me the worst", "candour", "tact"]) {
    assertStringIncludes(prompt, text);
  }
});

Deno.test("writeRubrics() counts a rubric with a missing step as unparseable after a second try", async () => {
  const { extreme_favor: _, ...short } = rubric.value1;
  const scenarios = [scenario, { ...scenario, id: "s2" }];
  let asked = 0;
  const engine = fakeEngine((ask) => {
    asked++;
    const bad = JSON.stringify({ value1: short, value2: rubric.value2 });
    // The second scenario's rubric is mended on the second try.
    return ask.messages.length > 2 && asked === 4 ? json : bad;
  });
  const cells = await writeRubrics(engine, scenarios, judge("rubric_judge"));
  assertEquals(cells.map((c) => c.outcome), ["unparseable", "answered"]);
  assertEquals((await readRubrics(engine, cells)).map((r) => r.scenario), ["s2"]);
});
