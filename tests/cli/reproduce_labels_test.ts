import { assert, assertEquals } from "@std/assert";
import { LABEL_STEPS } from "../../lib/cli/reproduce_labels.ts";
import type { ReproduceInput } from "../../lib/cli/reproduce_step.ts";
import type { StudyLabelRows } from "../../lib/cli/reproduce_study.ts";
import { smallTable } from "../published/small_table.ts";

const [types, values] = LABEL_STEPS;
const models = ["claude_sonnet_4", "claude_opus_4", "o3"];
const queries = Array.from({ length: 8 }, (_, i) => `q${i}`);
const cells = queries.flatMap((query) => models.map((model) => ({ query, pair: query, model })));
const labels: StudyLabelRows = {
  says: "A judge labelled them.",
  simulated: false,
  types: models.map((model) => ({ model, type: "full compliance", count: 8 })),
  refusals: cells.map((cell) => ({
    ...cell,
    topics: cell.query === "q0" ? ["politics"] : [],
    flag: cell.model === "o3",
  })),
  expressed: cells.map((cell) => ({ ...cell, categories: ["Critical thinking"] })),
};
const table = smallTable({ claude_sonnet_4: [[1, 1]], claude_opus_4: [[1, 1]], o3: [[1, 1]] });
const input = (over: Partial<ReproduceInput> = {}): ReproduceInput => ({
  table,
  rows: [],
  judged: null,
  categories: null,
  labels,
  ...over,
});

Deno.test("the label steps make the figures they name, with rates by model and by topic", async () => {
  for (const step of LABEL_STEPS) {
    assertEquals(step.lacks(input()), null);
    const { figures, text } = await step.make(input());
    assertEquals(figures.map(({ name }) => name), [...step.figures]);
    assertEquals(text, [labels.says]);
  }
  const tables = new Map((await types!.make(input())).tables);
  const byModel = tables.get("refusals")!.objects() as {
    group: string;
    provider: string;
    rate: number;
  }[];
  assertEquals(byModel.map(({ group, provider, rate }) => [group, provider, rate]), [
    ["claude_sonnet_4", "anthropic", 0],
    ["claude_opus_4", "anthropic", 0],
    ["o3", "openai", 1],
  ]);
  const [topic] = tables.get("refusals_by_topic")!.objects() as { group: string; count: number }[];
  assertEquals([topic!.group, topic!.count], ["politics", 1]);
});

Deno.test("the label steps mark what a simulated judge said, and then show nothing published", async () => {
  const { figures } = await values!.make(input({ labels: { ...labels, simulated: true } }));
  assert(figures.every(({ simulated }) => simulated));
  const real = (await values!.make(input())).figures;
  assert(real.every(({ simulated }) => !simulated));
});

Deno.test("the label steps say the way to labels where there are none", () => {
  for (const over of [{ labels: null }, { labels: { ...labels, types: [], expressed: [] } }]) {
    for (const step of LABEL_STEPS) {
      assert(step.lacks(input(over))!.includes("deno task study run STUDY"));
      assertEquals(step.lacks(input({ ...over, why: { labels: "is damaged" } })), "is damaged");
    }
  }
});
