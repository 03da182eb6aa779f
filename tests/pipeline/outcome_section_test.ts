import { assertEquals } from "@std/assert";
import { outcomeSection } from "../../lib/pipeline/outcome_section.ts";
import { simulatedRun } from "./simulated_run.ts";

Deno.test("outcomeSection() has a row per stage, in the order in which they run, and counts what was declined apart", async () => {
  const { run } = await simulatedRun();
  const { generate, nudge } = run.generation.outcomes;
  const many = { ...generate, answered: 3_420, declined: 1_200, incomplete: 7 };
  const generation = { ...run.generation, outcomes: { generate: many, nudge } };
  const [head, ...rows] = outcomeSection({ ...run, generation }).table!;
  assertEquals(rows.map(([stage]) => stage), [
    "neutral queries",
    "nudged queries",
    "panel responses",
    "rubrics",
    "positions",
    "response types",
    "verdicts",
  ]);
  assertEquals(rows[0]![head!.indexOf("answered")], "3,420");
  assertEquals(rows[0]!.at(-1), "1,200 declined, 7 incomplete");
});

Deno.test("outcomeSection() shows zeros of what the config does not ask for", async () => {
  const { run } = await simulatedRun();
  const { table } = outcomeSection({ ...run, labels: null, compliance: null });
  for (const row of table!.slice(-2)) assertEquals(new Set(row.slice(1, -1)), new Set(["0"]));
});
