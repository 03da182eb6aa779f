import { assertEquals, assertRejects } from "@std/assert";
import { importCompletions } from "../../lib/cli/import_completions.ts";
import { importStudy, NO_CATEGORY, writeStudy } from "../../lib/cli/import_study.ts";
import { csvTextSource } from "../../lib/published/csv_source.ts";
import { type ResponsesMapping } from "../../lib/published/import_mapping.ts";
import { readImportedResponses } from "../../lib/published/import_responses.ts";
import { InputError } from "../../lib/study/input_error.ts";
import { openStudy } from "../../lib/study/study.ts";
import { mapping } from "./sample_mapping.ts";

async function read(rows: string, over: Partial<ResponsesMapping> = {}, taxonomy?: string) {
  const whole = { ...mapping, ...over };
  const found = await readImportedResponses([csvTextSource(`q,a,b,m,r\n${rows}`, "t.csv")], whole);
  const study = await importStudy(found, whole, {
    file: "mapping.json",
    ...(taxonomy === undefined ? {} : { taxonomy }),
  });
  return { found, study };
}

const made = async (...args: Parameters<typeof read>) => (await read(...args)).study;

Deno.test("importStudy() makes a panel that is never asked, unless a model names a provider", async () => {
  const study = await made("Q1,candour,tact,mine,yes\nQ2,tact,candour,theirs,no\n");
  assertEquals([...study.panel].map(([name, { provider, model }]) => [name, provider, model]), [
    ["mine", "imported", "mine"],
    ["theirs", "xai", "grok-4"],
  ]);
  assertEquals(study.config.panel, [...study.panel.values()]);
  assertEquals(study.config.providers.imported?.retries, 0);
  // Both orders of two values are one cluster.
  assertEquals(new Set(study.scenarios.map(({ pair }) => pair.id)).size, 1);
  assertEquals(study.values.map(({ category }) => category), [NO_CATEGORY, NO_CATEGORY]);
});

Deno.test("importStudy() finds categories in a taxonomy, whatever the case of a name", async () => {
  const study = await made(
    "Q,Lifelong Learning,unheard of,mine,yes\n",
    {},
    "data/sample_taxonomy.csv",
  );
  assertEquals(study.values.map(({ category }) => category), [
    "Knowledge development",
    NO_CATEGORY,
  ]);
});

Deno.test("importStudy() refuses a study that is none", async () => {
  await assertRejects(
    () => made("Q,a,b,mine,yes\n", { study: { ...mapping.study, pairs: 3 } }),
    InputError,
    "mapping.json, study, pairs: Expected no pairs beside a file of scenarios",
  );
});

Deno.test("writeStudy() writes a study that opens, its answers in the journal as imported", async () => {
  const folder = await Deno.makeTempDir();
  const { found, study } = await read("Q1,candour,tact,mine,yes\nQ2,candour,tact,mine,no\n");
  const options = { at: 7, field: "q" };
  await writeStudy(study, importCompletions(found, study, options).completions, folder);
  {
    await using study = await openStudy(folder, { readOnly: true });
    const found = await Array.fromAsync(study.journal.completions());
    assertEquals(found.map(({ source, startedAt }) => [source, startedAt]), [
      ["imported", 7],
      ["imported", 7],
    ]);
    assertEquals(study.config.scenarios, "scenarios.jsonl");
  }
  await Deno.remove(folder, { recursive: true });
});
