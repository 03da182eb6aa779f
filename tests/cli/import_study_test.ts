import { assertEquals, assertRejects } from "@std/assert";
import { importStudy, NO_CATEGORY, writeStudy } from "../../lib/cli/import_study.ts";
import { csvTextSource } from "../../lib/published/csv_source.ts";
import { parseImportMapping, type ResponsesMapping } from "../../lib/published/import_mapping.ts";
import { readImportedResponses } from "../../lib/published/import_responses.ts";
import { InputError } from "../../lib/study/input_error.ts";
import { openStudy } from "../../lib/study/study.ts";

const judge = { key: "judge", provider: "openai", model: "o3" };
const mapping = parseImportMapping({
  kind: "responses",
  query: "q",
  value1: "a",
  value2: "b",
  model: "m",
  response: "r",
  models: {
    mine: { key: "mine", family: "me" },
    theirs: { key: "theirs", provider: "xai", model: "grok-4" },
  },
  study: {
    name: "imported",
    seed: 1,
    rubricJudge: judge,
    positionJudges: [judge],
    embedder: { model: judge, dimensions: 8 },
  },
}) as ResponsesMapping;

async function made(rows: string, over: Partial<ResponsesMapping> = {}, taxonomy?: string) {
  const whole = { ...mapping, ...over };
  const found = await readImportedResponses([csvTextSource(`q,a,b,m,r\n${rows}`, "t.csv")], whole);
  return await importStudy(found, whole, {
    file: "mapping.json",
    at: 7,
    ...(taxonomy === undefined ? {} : { taxonomy }),
  });
}

Deno.test("importStudy() keeps a missing answer as failed, or leaves it to be asked where it can be", async () => {
  const study = await made(
    "Q1,candour,tact,mine,yes\nQ1,candour,tact,theirs,no\nQ2,tact,candour,mine,\n",
  );
  assertEquals([study.lacking, study.toAsk], [1, 1]);
  assertEquals(study.completions.map(({ call, status }) => [call.model, status]), [
    ["mine", 200],
    ["grok-4", 200],
    ["mine", 400],
  ]);
  assertEquals(study.config.panel[1]!.provider, "xai");
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

Deno.test("importStudy() refuses two answers to one text, and a study that is none", async () => {
  await assertRejects(
    () => made("Q,a,b,mine,yes\nQ,c,d,mine,no\n"),
    InputError,
    'Expected one answer of "mine" to each text of a query but found two to "Q"',
  );
  await assertRejects(
    () => made("Q,a,b,mine,yes\n", { study: { ...mapping.study, pairs: 3 } }),
    InputError,
    "mapping.json, study, pairs: Expected no pairs beside a file of scenarios",
  );
});

Deno.test("writeStudy() writes a study that opens, its answers in the journal as imported", async () => {
  const folder = await Deno.makeTempDir();
  await writeStudy(await made("Q1,candour,tact,mine,yes\nQ2,candour,tact,mine,no\n"), folder);
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
