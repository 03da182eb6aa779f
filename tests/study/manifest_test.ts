import { assert, assertEquals, assertRejects, assertThrows } from "@std/assert";
import { parseStudyConfig } from "../../lib/study/config.ts";
import { InputError } from "../../lib/study/input_error.ts";
import {
  journalName,
  makeManifest,
  parseJson,
  readManifest,
  writeManifest,
} from "../../lib/study/manifest.ts";
import { openSqliteJournal } from "../../lib/study/sqlite_journal.ts";
import { sampleCompletion } from "./samples.ts";

const model = (key: string) => ({ key, provider: "openai", model: key });
const config = parseStudyConfig({
  name: "a study",
  seed: 7,
  taxonomy: "values.csv",
  pairs: 2,
  generators: [model("g")],
  panel: [model("a")],
  rubricJudge: model("r"),
  positionJudges: [model("p")],
  embedder: { model: model("e"), dimensions: 8 },
}, "study.json");

Deno.test("a manifest tells what was really sent, and is read as it was written", async () => {
  const folder = await Deno.makeTempDir();
  try {
    assertEquals(await readManifest(folder), undefined);
    await using journal = await openSqliteJournal(`${folder}/journal.sqlite`);
    await journal.append(sampleCompletion(1));
    await journal.append(sampleCompletion(2));
    const made = await makeManifest(config, journal, { prompts: [], runs: [] });
    assertEquals(made.asked, [{
      stage: "respond",
      prompt: "respond@1",
      provider: "openai",
      model: "gpt-4.1",
      parameters: { temperature: 1 },
      completions: 2,
    }]);
    assertEquals([made.seed, made.models.length], [7, 5]);
    assert(/^\d+\.\d+/.test(made.packages.zod!));
    await writeManifest(folder, made);
    assertEquals(await readManifest(folder), made);

    const other = await makeManifest({ ...config, seed: 8 }, journal, { prompts: [], runs: [] });
    assert(other.configHash !== made.configHash);

    await Deno.writeTextFile(`${folder}/manifest.json`, JSON.stringify({ ...made, seed: "7" }));
    const error = await assertRejects(() => readManifest(folder), InputError) as InputError;
    assertEquals(error.where.field, "seed");
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
});

Deno.test("a manifest holds no user and no password of a journal's address", () => {
  const address = "postgres://me:secret@db.example:5432/studies?password=secret";
  assertEquals(journalName({ journal: address }), "postgres://db.example:5432/studies");
  assertEquals(journalName({}), "sqlite");
});

Deno.test("parseJson() tells where the text stops being JSON, and quotes none of it", () => {
  for (
    const [text, fault] of [
      ["", "the file is empty"],
      [`{"a": 1,\n"b": [1`, "line 2"],
      [`{\n"key": sk-secret\n}`, "not"],
    ] as const
  ) {
    const error = assertThrows(() => parseJson(text, "study.json"), InputError, fault);
    assert(error.message.startsWith("study.json: Expected JSON but "));
    assert(!error.message.includes("secret") && error.cause === undefined);
  }
});

Deno.test("parseJson() passes over a byte order mark, with which some editors begin a file", () => {
  assertEquals(parseJson('\uFEFF{"seed": 1}', "study.json"), { seed: 1 });
});
