import { assert, assertEquals, assertRejects } from "@std/assert";
import { InputError } from "../../lib/study/input_error.ts";
import { openStudy, readStudyConfig } from "../../lib/study/study.ts";

const model = { key: "m", provider: "openai", model: "gpt-4.1" };
const config = {
  name: "a study",
  seed: 1,
  taxonomy: "values.csv",
  pairs: 2,
  generators: [model],
  panel: [model],
  rubricJudge: model,
  positionJudges: [model],
  embedder: { model, dimensions: 8 },
};

Deno.test("openStudy() makes a study, opens it again, and its manifest keeps every run", async () => {
  const folder = `${await Deno.makeTempDir()}/new`;
  {
    // deno-lint-ignore no-explicit-any -- a config as its author writes it, defaults left out
    await using made = await openStudy(folder, { create: config as any });
    const run = await made.beginRun([{ name: "respond", version: 1, hash: "0".repeat(64) }]);
    assertEquals((await made.manifest())!.runs[0]!.end, null);
    await run.end("finished");
  }
  await using again = await openStudy(folder);
  await (await again.beginRun([])).end("stopped");
  const manifest = (await again.manifest())!;
  assertEquals(manifest.runs.map(({ end }) => end), ["finished", "stopped"]);
  assertEquals([manifest.study, manifest.journal, manifest.models.length], [
    "a study",
    "sqlite",
    5,
  ]);
  assertEquals(manifest.packages["zod"], "4.6.7");
  assert(![...Deno.readDirSync(folder)].some(({ name }) => name.endsWith(".tmp")));
});

Deno.test("readStudyConfig() says why a study.json cannot be read, not that it cannot be written", async () => {
  const folder = await Deno.makeTempDir();
  await Deno.mkdir(`${folder}/study.json`);
  const { message } = await assertRejects(() => readStudyConfig(folder), InputError) as InputError;
  const file = `${folder}/study.json`;
  assertEquals(message, `${file}: Expected a file that can be read but it is a folder`);
  await Deno.remove(folder, { recursive: true });
});

Deno.test("openStudy() names file and field of a wrong study.json", async () => {
  const folder = await Deno.makeTempDir();
  await Deno.writeTextFile(`${folder}/study.json`, JSON.stringify({ ...config, pear: 1 }));
  await assertRejects(() => openStudy(folder), InputError, "study.json, pear: Expected only known");
  const twice = JSON.stringify(config).replace('"seed":1', '"seed":1,"seed":2');
  await Deno.writeTextFile(`${folder}/study.json`, twice);
  await assertRejects(() => openStudy(folder), InputError, "study.json, seed: Expected each field");
  await Deno.writeTextFile(`${folder}/study.json`, "");
  await assertRejects(
    () => openStudy(folder),
    InputError,
    "study.json: Expected JSON but the file is empty",
  );
  assertEquals([...Deno.readDirSync(folder)].length, 1);
});
