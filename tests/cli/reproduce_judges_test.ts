import { assert, assertEquals } from "@std/assert";
import { JUDGE_STEPS } from "../../lib/cli/reproduce_judges.ts";
import type { ReproduceInput } from "../../lib/cli/reproduce_step.ts";
import { csvTextSource } from "../../lib/published/csv_source.ts";
import { readJudgeEvaluations } from "../../lib/published/judge_evaluations.ts";
import { smallTable } from "../published/small_table.ts";

const models = ["gpt_4_1", "gpt_4_1_mini", "gpt_4o", "o3", "o4_mini"];
async function judged(columns: string, cells: (query: number) => string, of = models) {
  const rows = [0, 1, 2, 3].flatMap((query) =>
    of.map((model) => `q${query},${model},${cells(query)}`)
  );
  const text = `prompt,model,${columns}\n${rows.join("\n")}\n`;
  return await readJudgeEvaluations([csvTextSource(text, "std_2.0_to_2.5.csv")]);
}
const input = (
  judged: ReproduceInput["judged"],
  over: Partial<ReproduceInput> = {},
): ReproduceInput => ({
  table: smallTable({ o3: [[1, 2]] }),
  rows: [],
  judged,
  categories: null,
  ...over,
});
const [bins, pools, agreement] = JUDGE_STEPS;

Deno.test("the judges' steps count by vote of most and by any judge", async () => {
  const found = await judged(
    "claude_4_decision,o3_decision,gemini_2_5_decision",
    (query) => query === 0 ? "non-compliant,ambiguous,compliant" : "compliant,compliant,ambiguous",
  );
  const rows = (await bins!.make(input(found))).tables[0]![1].objects() as {
    vote: string;
    count: number;
    n: number;
  }[];
  assertEquals(rows.map(({ vote, count, n }) => [vote, count, n]), [["majority", 1, 4], [
    "any",
    4,
    4,
  ]]);
  const { figures } = await agreement!.make(input(found));
  assertEquals(figures.map(({ name }) => name), ["judge_agreement"]);
  assertEquals((await pools!.make(input(found))).tables[0]![1].numRows(), 3);
});

Deno.test("the judges' steps say what they lack: decisions, models, a second judge, or a reason of its own", async () => {
  for (const step of JUDGE_STEPS) {
    assert(step.lacks(input(null))!.includes("judge_evaluations"));
    assertEquals(step.lacks(input(null, { why: { judged: "is damaged" } })), "is damaged");
  }
  const few = input(await judged("o3_decision", () => "compliant", ["o3"]));
  assertEquals(bins!.lacks(few), "no query has decisions on the responses of five models");
  assertEquals(pools!.lacks(few), "no query has decisions on the responses of five models");
  assertEquals(agreement!.lacks(few), "needs decisions of at least two judges");
});
