import { assert, assertAlmostEquals, assertEquals, assertGreater } from "@std/assert";
import { analyseStudy } from "../../lib/pipeline/study_analysis.ts";
import type { ResponseTypeLabel } from "../../lib/scoring/label_responses.ts";
import type { Rows } from "../../lib/scoring/rows.ts";
import { simulatedRun } from "./simulated_run.ts";

Deno.test("analyseStudy() has a row per model, each with its denominator", async () => {
  const { run } = await simulatedRun();
  const analysis = analyseStudy(run);
  const panel = run.config.panel.map((model) => model.key).toSorted();
  const models = (rows: readonly { readonly group: string }[]) =>
    rows.map((row) => row.group).toSorted();
  assertEquals(models(analysis.filtered), panel);
  assertEquals(models(analysis.refusals!), panel);
  assertEquals(analysis.outliers.map((row) => row.model).toSorted(), panel);
  assertEquals(analysis.distances.length, 12 * 11 / 2);
  for (const row of analysis.filtered) {
    const own = run.responses.filter((response) => response.model === row.group);
    assertEquals(row.assessed, own.length);
    assertEquals(row.count, own.filter((response) => response.outcome === "filtered").length);
  }
});

Deno.test("analyseStudy() finds the sign of the strongest planted affinities", async () => {
  const { run, plan } = await simulatedRun();
  const { modelProfiles } = analyseStudy(run);
  const byCategory = Map.groupBy(
    modelProfiles.filter((cell) => !Number.isNaN(cell.mean)),
    (cell) => cell.category,
  );
  const shifts = [...byCategory].flatMap(([category, cells]) => {
    const center = cells.reduce((sum, cell) => sum + cell.mean, 0) / cells.length;
    return cells.map((cell) => ({
      found: cell.mean - center,
      planted: plan.affinity[cell.group]?.[category] ?? 0,
    }));
  });
  const strong = shifts.filter(({ planted }) => Math.abs(planted) > 0.9);
  const right = strong.filter(({ found, planted }) => found * planted > 0).length;
  assertGreater(strong.length, 10);
  assertGreater(right / strong.length, 0.8);
});

Deno.test("analyseStudy() counts what failed or was not run in no rate of withheld answers", async () => {
  const { run } = await simulatedRun();
  const [first, ...rest] = run.responses;
  const lost = [{ ...first!, outcome: "not_run" as const, text: null }, ...rest];
  const before = analyseStudy(run).filtered.find((row) => row.group === first!.model)!;
  const after = analyseStudy({ ...run, responses: lost }).filtered
    .find((row) => row.group === first!.model)!;
  assertEquals(after.assessed, before.assessed - 1);
});

Deno.test("analyseStudy() counts a filter as a rejection and an unread label as nothing", async () => {
  const { run } = await simulatedRun();
  const labels = run.labels!;
  const [cell] = labels.responseTypes;
  const withTypes = (responseTypes: Rows<ResponseTypeLabel>) =>
    analyseStudy({ ...run, labels: { responseTypes } }).refusals!;
  const filtered = withTypes([{ ...cell!, outcome: "filtered", label: null }])[0]!;
  assertEquals([filtered.count, filtered.assessed], [1, 1]);
  const unread = withTypes([
    { ...cell!, outcome: "unparseable", label: null },
    { ...cell!, sample: 1, outcome: "answered", label: "full_compliance" },
  ])[0]!;
  assertEquals([unread.count, unread.assessed], [0, 1]);
  assertEquals(analyseStudy({ ...run, labels: null }).refusals, null);
});

Deno.test("analyseStudy() says how often the panel parts on the categories that collide", async () => {
  const { run } = await simulatedRun();
  const { collisions } = analyseStudy(run);
  assertEquals(collisions.reduce((sum, row) => sum + row.n, 0), run.queryRows.length);
  const weighted = collisions.reduce((sum, row) => sum + row.n * row.mean, 0);
  const all = run.queryRows.reduce((sum, row) => sum + row.disagreement!, 0);
  assertAlmostEquals(weighted, all, 1e-6);
  const bounded = collisions.filter((row) => row.clusters >= 2);
  assertGreater(bounded.length, 0);
  assert(bounded.every((row) => row.low <= row.mean && row.mean <= row.high));
});
