import { assertEquals, assertRejects } from "@std/assert";
import { csvTextSource } from "../../lib/published/csv_source.ts";
import { readJudgeEvaluations } from "../../lib/published/judge_evaluations.ts";
import { InputError } from "../../lib/study/input_error.ts";

const read = (text: string, name = "std_1.0_to_1.5-00000-of-00001.csv") =>
  readJudgeEvaluations([csvTextSource(text, name)]);

Deno.test("readJudgeEvaluations() discovers the judges and tells what it did not find", async () => {
  const { responses, judges, notFound } = await read(
    "prompt,model,gpt41_decision,claude_4_decision\nq1,o3,Compliant,non_compliant\nq1,gpt_4o,ambiguous,\n",
  );
  assertEquals(judges, ["claude_4", "gpt41"]);
  assertEquals(responses[0]?.bin, "std_1.0_to_1.5");
  assertEquals(Object.fromEntries(responses[0]!.decisions), {
    gpt41: "compliant",
    claude_4: "non-compliant",
  });
  assertEquals(responses[1]?.decisions.get("claude_4"), null);
  assertEquals(notFound, ["bin_name", "value1", "value2", "chunk_idx", "entry_idx", "query_key"]);
});

Deno.test("readJudgeEvaluations() tells a query by chunk, entry and key, and clusters on its values", async () => {
  const { responses } = await read(
    "model,o3_decision,bin_name,value1,value2,chunk_idx,entry_idx,query_key\no3,compliant,b,tact,candour,1,2,neutral\n",
  );
  assertEquals([responses[0]?.query, responses[0]?.pair, responses[0]?.bin], [
    "1/2/neutral",
    '["candour","tact"]',
    "b",
  ]);
});

Deno.test("readJudgeEvaluations() refuses what is no decision, and a table without decisions", async () => {
  await assertRejects(
    () => read("prompt,model,o3_decision\nq,o3,fine\n"),
    InputError,
    "row 1, o3_decision: Expected one of compliant",
  );
  await assertRejects(
    () => read("prompt,model\nq,o3\n"),
    InputError,
    "<judge>_decision: Expected a column",
  );
  await assertRejects(
    () => read("prompt,o3_decision\nq,compliant\n"),
    InputError,
    "model: Expected a column",
  );
});
