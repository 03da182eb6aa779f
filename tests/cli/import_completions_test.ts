import { assertEquals, assertRejects } from "@std/assert";
import { importCompletions } from "../../lib/cli/import_completions.ts";
import { importStudy } from "../../lib/cli/import_study.ts";
import { csvTextSource } from "../../lib/published/csv_source.ts";
import { readImportedResponses } from "../../lib/published/import_responses.ts";
import { InputError } from "../../lib/study/input_error.ts";
import { mapping } from "./sample_mapping.ts";

async function begun(rows: string) {
  const source = csvTextSource(`q,a,b,m,r\n${rows}`, "t.csv");
  const found = await readImportedResponses([source], mapping);
  const study = await importStudy(found, mapping, { file: "mapping.json" });
  return importCompletions(found, study, { at: 7, field: "q" });
}

Deno.test("importCompletions() keeps a missing answer as failed, or leaves it to be asked where it can be", async () => {
  const { completions, counts } = await begun(
    "Q1,candour,tact,mine,yes\nQ1,candour,tact,theirs,no\nQ2,tact,candour,mine,\n",
  );
  const all = await Array.fromAsync(completions);
  assertEquals(all.map(({ call, status, source }) => [call.model, status, source]), [
    ["mine", 200, "imported"],
    ["grok-4", 200, "imported"],
    ["mine", 400, "imported"],
  ]);
  assertEquals([counts.lacking, counts.toAsk, counts.first], [1, 1, "yes"]);
  assertEquals(counts.outcomes, { answered: 2, filtered: 0, truncated: 0, failed: 1 });
  assertEquals([...counts.kept], [["mine", 1], ["theirs", 1]]);
});

Deno.test("importCompletions() fills draws that a model lacks where another has more", async () => {
  const { completions, counts } = await begun("Q,a,b,mine,one\nQ,a,b,mine,two\nQ,a,b,theirs,x\n");
  const all = await Array.fromAsync(completions);
  assertEquals(all.map(({ call }) => [call.model, call.sample]), [
    ["mine", 0],
    ["mine", 1],
    ["grok-4", 0],
  ]);
  assertEquals([counts.lacking, counts.toAsk], [0, 1]);
});

Deno.test("importCompletions() takes two queries of the same words as one question with one answer", async () => {
  const same = await begun("Q,a,b,mine,yes\nQ,c,d,mine,yes\nP,a,b,mine,other\n");
  const keys = (await Array.fromAsync(same.completions)).map(({ key }) => key);
  assertEquals([keys.length, new Set(keys).size], [3, 2]);
  for (const rows of ["Q,a,b,mine,yes\nQ,c,d,mine,no\n", "Q,a,b,mine,yes\nQ,c,d,mine,\n"]) {
    const { completions } = await begun(rows);
    await assertRejects(
      () => Array.fromAsync(completions),
      InputError,
      'q: Expected one answer of "mine" to each text of a query but found two to "Q"',
    );
  }
});
