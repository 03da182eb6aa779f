import { assert, assertEquals } from "@std/assert";
import type { ReproduceInput } from "../../lib/cli/reproduce_step.ts";
import { STEPS } from "../../lib/cli/reproduce_steps.ts";
import { positionRowsOf, type PositionTable } from "../../lib/published/position_table.ts";
import { smallTable } from "../published/small_table.ts";

const input = (table: PositionTable): ReproduceInput => ({
  table,
  rows: positionRowsOf(table),
  judged: null,
  categories: null,
});
const lacks = (table: PositionTable) =>
  new Map(STEPS.map((step) => [step.title, step.lacks(input(table))]));

Deno.test("STEPS name each figure once, none of which positions cannot give", () => {
  const names = [
    ...STEPS.flatMap((step) => step.figures),
  ];
  assertEquals(new Set(names).size, names.length);
});

Deno.test("STEPS say what a table lacks: models, providers, pairs, categories, decisions", () => {
  const one = lacks(smallTable({ o3: [[1, 2]] }));
  assertEquals(one.get("Positions"), null);
  assertEquals(one.get("Disagreement"), "needs positions of at least two models");
  assertEquals(one.get("Providers"), "needs models of at least two providers");
  assertEquals(one.get("Value rankings"), "needs at least 20 value pairs");
  assert(one.get("Value profiles")!.includes("--taxonomy"));
  assert(one.get("Compliance")!.includes("judge_evaluations"));
  const apart = lacks(smallTable({ o3: [[1, 2], [null, null]], grok_4: [[null, null], [3, 3]] }));
  assertEquals(apart.get("Models side by side"), "no query has positions of two models");
  assertEquals(apart.get("Outliers"), "needs positions of at least three models");
});

Deno.test("STEPS make the figures that they name, marked as simulated where the input is", async () => {
  const table = smallTable({
    o3: Array.from({ length: 25 }, (_, i) => [i % 7, (i * 3) % 7] as const),
    gpt_4_1: Array.from({ length: 25 }, (_, i) => [(i * 5) % 7, i % 3] as const),
    grok_4: Array.from({ length: 25 }, (_, i) => [6 - i % 7, (i * 2) % 7] as const),
  });
  let made = 0;
  for (const step of STEPS) {
    const whole = { ...input(table), simulated: true };
    if (step.lacks(whole) !== null) continue;
    const { figures, tables } = await step.make(whole);
    assertEquals(figures.map((figure) => figure.name), [...step.figures], step.title);
    assert(figures.every((figure) => figure.simulated), step.title);
    assert(tables.every(([, table]) => table.numRows() > 0), step.title);
    made++;
  }
  assertEquals(made, 6);
});
