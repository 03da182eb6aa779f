import { assertAlmostEquals, assertEquals, assertRejects } from "@std/assert";
import { runFolder } from "../../lib/pipeline/run_folder.ts";
import { simulatedConfig } from "../../lib/pipeline/simulated_config.ts";
import { studyCosts } from "../../lib/pipeline/study_costs.ts";
import { InputError } from "../../lib/study/input_error.ts";
import { inFolder } from "./simulated_run.ts";

Deno.test("studyCosts() adds up to what the run spent, a row per stage and model", () =>
  inFolder(async (folder) => {
    const create = simulatedConfig(folder, { pairs: 2 });
    const { spentUsd, run } = await runFolder(folder, { create });
    const rows = (await studyCosts(folder)).objects() as Record<string, number | string>[];
    assertAlmostEquals(rows.reduce((sum, row) => sum + Number(row.usd), 0), spentUsd, 1e-9);
    const respond = rows.filter((row) => row.stage === "respond");
    assertEquals(respond.length, 12);
    // Whichever model answered first, the table is the same.
    const models = respond.map((row) => String(row.model));
    assertEquals(models, models.toSorted());
    assertEquals(
      respond.reduce((sum, row) => sum + Number(row.answers), 0),
      run.responses.filter(({ outcome }) => outcome !== "failed" && outcome !== "not_run").length,
    );
  }));

Deno.test("studyCosts() names a folder without a study", () =>
  inFolder(async (folder) => {
    await assertRejects(() => studyCosts(folder), InputError, "study.json");
  }));
