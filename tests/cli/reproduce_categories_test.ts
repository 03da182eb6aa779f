import { assert, assertEquals } from "@std/assert";
import { CATEGORY_STEPS } from "../../lib/cli/reproduce_categories.ts";
import { positionRowsOf } from "../../lib/published/position_table.ts";
import { smallTable } from "../published/small_table.ts";

const [profiles, map] = CATEGORY_STEPS;
const pairs = Array.from(
  { length: 12 },
  (_, i) => i % 2 ? ["Candour", "Thrift"] : ["thrift", "zeal"],
)
  .map(([a, b]) => [a!, b!] as const);
const table = smallTable({
  o3: pairs.map((_, i) => i % 2 ? [6, 0] as const : [3, 3] as const),
  grok_4: pairs.map((_, i) => i % 2 ? [0, 0] as const : [3, 3] as const),
}, pairs);
const input = {
  table,
  rows: positionRowsOf(table),
  judged: null,
  categories: new Map([["candour", "Honesty"], ["thrift", "Economy"]]),
};

Deno.test("the category steps leave out values that the taxonomy does not know", async () => {
  const { tables } = await profiles!.make(input);
  const rows = tables[0]![1].objects() as { category: string; group: string; n: number }[];
  assertEquals(new Set(rows.map(({ category }) => category)), new Set(["Honesty", "Economy"]));
  const cells = (await map!.make(input)).tables[0]![1].objects() as { n: number }[];
  assertEquals(cells.map(({ n }) => n), [6]);
});

Deno.test("the category steps say what they lack: a taxonomy, or enough queries of one pair", () => {
  for (const step of CATEGORY_STEPS) {
    assert(step.lacks({ ...input, categories: null })!.includes("--taxonomy"));
    assertEquals(step.lacks(input), null);
  }
  const few = { ...input, categories: new Map([["candour", "Honesty"]]) };
  assertEquals(map!.lacks(few), "no pair of categories has 5 queries");
});
