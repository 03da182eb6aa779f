import { assert, assertEquals } from "@std/assert";
import { flagOutliers } from "../../lib/analysis/outliers.ts";
import { readOutliers } from "../../lib/notebook/read_outliers.ts";
import { showOutliers } from "../../lib/notebook/show_outliers.ts";
import { withSmallRun } from "./small_run.ts";

Deno.test("readOutliers() reads the texts of those that stand alone, and of nobody else", () =>
  withSmallRun(12, async ({ run }, folder) => {
    const strict = await readOutliers(run, folder);
    const loose = await readOutliers(run, folder, { threshold: 2, fraction: 0.5 });
    const alone = loose.flags.filter(({ outlier }) => outlier === true);
    assert(alone.length > strict.flags.filter(({ outlier }) => outlier === true).length);
    assertEquals(
      loose.responses!.map(({ query, model }) => `${query} ${model}`).toSorted(),
      alone.map(({ query, model }) => `${query} ${model}`).toSorted(),
    );
    assert(loose.responses!.every(({ text }) => text !== null && text.length > 0));
    const view = showOutliers(loose);
    assert(view.text.startsWith(`${alone.length} outlier`), view.text.slice(0, 40));
  }));

Deno.test("readOutliers() reads no more than the explorer shows, and counts them all", () =>
  withSmallRun(12, async ({ run }, folder) => {
    const rule = { threshold: 2, fraction: 0.5 };
    const flags = flagOutliers([...run.positionRows], rule);
    const all = flags.filter(({ outlier }) => outlier === true);
    const few = await readOutliers(run, folder, { ...rule, most: 12 });
    const counted = Object.fromEntries(few.counts!);
    assertEquals(
      counted,
      Object.fromEntries(
        [...Map.groupBy(all, ({ model }) => model)].map(([model, own]) => [model, own.length]),
      ),
    );
    const queries = new Set(few.flags.map(({ query }) => query));
    assert(queries.size <= 12 && few.responses!.length < all.length);
    assertEquals(new Set(few.scenarios.flatMap((s) => s.queries).map(({ id }) => id)).size % 3, 0);
    // Whole queries: the others' positions stand beside each.
    const wanted = flags.filter(({ query }) => queries.has(query));
    const sorted = (list: readonly { query: string; model: string }[]) =>
      list.map(({ query, model }) => `${query} ${model}`).toSorted();
    assertEquals(sorted(few.flags), sorted(wanted));
    assertEquals([...few.topics!.keys()].every((query) => queries.has(query)), true);
    const view = showOutliers(few, { most: 12 });
    assert(view.text.startsWith(`${all.length} outliers, here 12\n`), view.text.slice(0, 60));
    assert(few.topics!.size > 0);
  }));

Deno.test("readOutliers() needs no label judge", () =>
  withSmallRun(4, async ({ run }, folder) => {
    const { topics } = await readOutliers({ ...run, labels: null }, folder);
    assertEquals(topics!.size, 0);
  }));
