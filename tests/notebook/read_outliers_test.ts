import { assert, assertEquals } from "@std/assert";
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
