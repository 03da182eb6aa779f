import { assertEquals } from "@std/assert";
import { POSITION_STEPS } from "../../lib/cli/reproduce_positions.ts";
import { positionRowsOf } from "../../lib/published/position_table.ts";
import { smallTable } from "../published/small_table.ts";

/** On two of four queries o3 stands against the others; on the last one only o3 has a position. */
const table = smallTable({
  o3: [[6, 6], [6, 6], [3, 3], [1, 1]],
  gpt_4o: [[0, 0], [0, 0], [3, 3], [null, null]],
  grok_4: [[0, 0], [0, 0], [3, 3], [null, null]],
});
const input = { table, rows: positionRowsOf(table), judged: null, categories: null };
const made = async (title: string) =>
  await POSITION_STEPS.find((step) => step.title === title)!.make(input);
const rowsOf = async (title: string, name: string) =>
  (await made(title)).tables.find(([own]) => own === name)![1].objects() as Record<
    string,
    unknown
  >[];

Deno.test("the disagreement step counts queries over the threshold, those that cannot be assessed left out", async () => {
  const [all, openai] = await rowsOf("Disagreement", "threshold_counts");
  assertEquals([all!.set, all!.count, all!.assessed, all!.missing], ["all", 2, 3, 1]);
  assertEquals([openai!.set, openai!.models, openai!.count], ["openai", 2, 2]);
});

Deno.test("the positions step gives each model's mean over what there is", async () => {
  const rows = await rowsOf("Positions", "positions");
  const of = (model: string) => rows.find((row) => row.model === model && row.value === "value1")!;
  assertEquals([of("o3").mean, of("o3").n, of("gpt_4o").mean, of("gpt_4o").missing], [4, 4, 1, 1]);
});

Deno.test("the providers step sets a provider's own distances against those to others", async () => {
  const rows = await rowsOf("Providers", "provider_distinctness");
  assertEquals(rows.map(({ provider }) => provider).sort(), ["openai", "xai"]);
  const pairs = await rowsOf("Models side by side", "pairwise_disagreement");
  assertEquals(pairs.length, 3);
});
