import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { join } from "node:path";
import { LABEL_STEPS } from "../../lib/cli/reproduce_labels.ts";
import { readStudySampling, SAMPLING_STEPS } from "../../lib/cli/reproduce_sampling.ts";
import { study } from "../../lib/cli/study.ts";
import {
  simulatedEmbedderModel,
  simulatedGenerators,
  simulatedJudges,
  simulatedPanel,
} from "../../lib/simulation/models.ts";
import { smallTable } from "../published/small_table.ts";
import { inFolder } from "../in_folder.ts";

const [noise, diversity] = SAMPLING_STEPS;
const input = { table: smallTable({ o3: [[1, 2]] }), rows: [], judged: null, categories: null };
const said = [...SAMPLING_STEPS, ...LABEL_STEPS].map((step) => step.lacks(input)!);

/** Runs and exports a small simulated study. */
async function exported(folder: string, positionRepeats: number): Promise<void> {
  await Deno.copyFile("data/sample_taxonomy.csv", join(folder, "values.csv"));
  const config = {
    name: "sampling",
    seed: 1,
    simulated: true,
    taxonomy: "values.csv",
    pairs: 4,
    generators: simulatedGenerators.slice(0, 1),
    panel: simulatedPanel.slice(0, 3),
    rubricJudge: simulatedJudges[0],
    positionJudges: simulatedJudges.slice(0, 1),
    positionRepeats,
    embedder: { model: simulatedEmbedderModel, dimensions: 32 },
  };
  await Deno.writeTextFile(join(folder, "study.json"), JSON.stringify(config));
  const quiet = { out: () => {}, err: () => {} };
  for (const command of ["run", "export"]) {
    assertEquals(await study([command, folder], new AbortController().signal, quiet), 0);
  }
}

Deno.test("an exported study with repeated judgings gives the noise floor and the diversity curve", () =>
  inFolder(async (folder) => {
    assertEquals(await readStudySampling(folder), null);
    await exported(folder, 2);
    const sampling = (await readStudySampling(folder))!;
    for (const step of SAMPLING_STEPS) {
      assertEquals(step.lacks({ ...input, sampling }), null);
      const { figures, tables } = await step.make({ ...input, sampling });
      assertEquals(figures.map(({ name }) => name), step.figures);
      assertEquals(tables.map(([name]) => name), step.figures);
      assert(figures.every((figure) => figure.simulated));
    }
    const kinds = (await noise!.make({ ...input, sampling })).tables[0]![1].array("kind");
    assertEquals(kinds, ["seen", "noise alone", "after noise is taken off"]);
    const kept = sampling.curve!.map((row) => row.kept);
    assertEquals(kept, kept.toSorted((a, b) => b - a));
    assert(kept[0]! >= 8 && kept.at(-1)! < kept[0]!, kept.join());

    // Without its journal the study still has its judgings.
    await Deno.remove(join(folder, "journal.sqlite"));
    const without = (await readStudySampling(folder))!;
    assertEquals([without.curve, without.noise], [null, sampling.noise]);
    assertStringIncludes(diversity!.lacks({ ...input, sampling: without })!, "the study's journal");
  }));

Deno.test("a study without repeats says that it lacks them", () =>
  inFolder(async (folder) => {
    await exported(folder, 1);
    const sampling = await readStudySampling(folder);
    assertStringIncludes(noise!.lacks({ ...input, sampling })!, "and the study has none");
    assertEquals(diversity!.lacks({ ...input, sampling }), null);
  }));

Deno.test("what no table has is named with what it needs, in sentences", () => {
  assert(said.every((why) => /^needs .{40,}\.$/s.test(why)), said.join("\n"));
  const why = { sampling: "could not be read: damaged" };
  assertEquals(SAMPLING_STEPS.map((step) => step.lacks({ ...input, why })), [
    why.sampling,
    why.sampling,
  ]);
});

Deno.test("the way to it names commands, files and settings that there are", async () => {
  const { tasks } = JSON.parse(await Deno.readTextFile("deno.json"));
  const all = said.join("\n");
  const commands = [...all.matchAll(/deno task ([\w-]+)/g)].map(([, name]) => name!);
  assert(commands.length > 4 && commands.every((name) => Object.hasOwn(tasks, name)));
  for (const [path] of all.matchAll(/\b(?:data|notebooks)\/[\w.]+\w/g)) {
    assert((await Deno.stat(path)).isFile, path);
  }
  const config = await Deno.readTextFile("lib/study/config.ts");
  for (const setting of ["samples", "positionRepeats", "positionJudges"]) {
    assert(all.includes(setting) && config.includes(`${setting}:`), setting);
  }
});
