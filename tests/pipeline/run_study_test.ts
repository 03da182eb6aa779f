import { assert, assertEquals, assertGreater, assertLess } from "@std/assert";
import { isVague } from "../../lib/simulation/plan.ts";
import { countOutcomes, type OutcomeCounts, OUTCOMES } from "../../lib/study/outcome.ts";
import { simulatedRun } from "./simulated_run.ts";

/** The six outcomes alone, of counts that have more. */
const endings = (counts: OutcomeCounts) => OUTCOMES.map((outcome) => counts[outcome]);
const total = (counts: object) => Object.values(counts).reduce((sum, n) => sum + n, 0);

Deno.test("runStudy() finds the planted vague pairs as those on which the panel parts", async () => {
  const { run, plan } = await simulatedRun();
  const vague = run.queryRows.filter((row) => isVague(plan, row.category1, row.category2));
  const clear = run.queryRows.filter((row) => !vague.includes(row));
  assertGreater(vague.length, 2);
  const mean = (rows: typeof vague) =>
    rows.reduce((sum, row) => sum + row.disagreement!, 0) / rows.length;
  assertGreater(mean(vague), 1.5);
  assertLess(mean(clear), 1.2);
  assert(
    run.queryRows.toSorted((a, b) => b.disagreement! - a.disagreement!)
      .slice(0, 3).every((row) => vague.includes(row)),
  );
});

Deno.test("runStudy() ends every requested cell in one outcome", async () => {
  const { run } = await simulatedRun();
  const { config, pairs, generation, queries, responses, positions, rubrics } = run;
  const { generate, nudge } = generation.outcomes;
  assertEquals(pairs.length, 24);
  assertEquals(total(endings(generate)), 24);
  assertEquals(total(endings(nudge)), 48);
  assertEquals(generation.scenarios.length, generate.written);
  assertEquals(
    run.generated.length,
    generate.written + nudge.written,
  );
  assertEquals(total(countOutcomes(responses.map((r) => r.outcome))), queries.length * 12);
  assertEquals(positions.length, responses.length * config.positionJudges.length);
  assertEquals(rubrics.length, new Set(queries.map((query) => query.scenario)).size);
  for (const row of run.queryRows) assertEquals(total(row.outcomes), 12);
  assertEquals(
    run.queryRows.reduce((sum, row) => sum + row.outcomes.answered, 0),
    positions.filter((position) => position.outcome === "answered").length,
  );
});

Deno.test("runStudy() keeps its tables in step with each other", async () => {
  const { run } = await simulatedRun();
  assertEquals(run.queryRows.map((row) => row.query), run.queries.map((query) => query.id));
  assertEquals(run.queries.length, run.diversity!.order.length);
  assert(run.high.length > 0 && run.high.every((row) => row.disagreement! >= 1.5));
  assertEquals(
    run.high,
    run.queryRows.filter((row) => row.disagreement !== null && row.disagreement >= 1.5),
  );
  assertEquals(run.subset.rows, run.subset.order.map((i) => run.high[i]!));
  assertEquals(new Set(run.subset.order).size, run.subset.order.length);
  assert(run.subset.radii.every((radius) => radius > run.config.subset.threshold));
});
