import { assert, assertEquals } from "@std/assert";
import { readWhole, WHOLE_STEP } from "../../lib/cli/reproduce_whole.ts";
import type { ReproduceInput } from "../../lib/cli/reproduce_step.ts";
import { csvTextSource } from "../../lib/published/csv_source.ts";
import { smallTable } from "../published/small_table.ts";

const table = (() => {
  const small = smallTable({ o3: [[1, 2], [3, 4]] }, [["a", "b"], ["c", "d"]]);
  return { ...small, queries: { ...small.queries, entry_idx: [7, 8] } };
})();
const input = (over: Partial<ReproduceInput>): ReproduceInput => ({
  table,
  rows: [],
  judged: null,
  categories: null,
  ...over,
});
const whole = (text: string) => readWhole([csvTextSource(text, "train.csv")]);
const figures = async (over: Partial<ReproduceInput>) =>
  (await WHOLE_STEP.make(input(over))).figures;
const tables = async (over: Partial<ReproduceInput>) =>
  new Map(
    (await WHOLE_STEP.make(input(over))).tables.map(([name, made]) => [name, made.objects()]),
  );

Deno.test("the whole set tells which share of its queries was selected, by nudge and by generator", async () => {
  const found = await whole(
    "query_generator,value1,value2,nudge_direction,entry_idx\n" +
      "o3,a,b,neutral,7\no3,a,b,value1,7\nclaude,c,d,neutral,8\nclaude,c,d,neutral,9\no3,x,y,neutral,7\n",
  );
  const rows = (await tables({ whole: found })).get("selection") as {
    by: string;
    group: string;
    queries: number;
    selected: number;
  }[];
  assertEquals(rows.map(({ by, group, queries, selected }) => [by, group, queries, selected]), [
    ["nudge_direction", "neutral", 4, 2],
    ["nudge_direction", "value1", 1, 0],
    ["query_generator", "claude", 2, 1],
    ["query_generator", "o3", 3, 1],
  ]);
  const [figure] = await figures({ whole: found, simulated: true });
  assertEquals([figure!.name, figure!.simulated], ["selection", true]);
  assert(figure!.alt.includes("by nudge neutral 50.0 %, value1 0.0 %; by generator claude 50.0 %"));
});

Deno.test("the whole set's columns are told, and without those that tell a query no selection is made", async () => {
  const found = await whole("value1,value2,nudge_direction,strategies,note\na,b,neutral,s,n\n");
  const made = await tables({ whole: found });
  assertEquals([...made.keys()], ["splits", "complete_columns"]);
  assertEquals(
    (made.get("complete_columns") as { column: string; is: string }[]).map(({ column, is }) =>
      `${column}: ${is}`
    ),
    [
      "value1: found",
      "value2: found",
      "nudge_direction: found",
      "query: not found",
      "query_generator: not found",
      "entry_idx: not found",
      "strategies: a spectrum by its name",
      "note: not known and not read",
    ],
  );
  assertEquals(await figures({ whole: found }), []);
  const { text } = await WHOLE_STEP.make(input({ whole: found }));
  assert(text!.at(-1)!.includes("cannot be told without these columns"));
});

Deno.test("the splits stand beside their published counts, and simulated ones beside none", async () => {
  const splits = new Map([["openai_models", 26000]]);
  const rows = (await tables({ splits })).get("splits") as {
    split: string;
    published: number | null;
  }[];
  assertEquals(rows.map(({ split, published }) => [split, published]), [
    ["all_models", 43960],
    ["openai_models", 26295],
  ]);
  const simulated = (await tables({ splits, simulated: true })).get("splits") as typeof rows;
  assertEquals(simulated.map(({ published }) => published), [null, null]);
});

Deno.test("the whole set lacks itself and other splits, or tells why it could not be read", () => {
  assert(WHOLE_STEP.lacks(input({}))!.includes("complete/train"));
  assertEquals(WHOLE_STEP.lacks(input({ why: { whole: "is damaged" } })), "is damaged");
  assertEquals(WHOLE_STEP.lacks(input({ splits: new Map([["o3_vs_o4mini", 1]]) })), null);
});
