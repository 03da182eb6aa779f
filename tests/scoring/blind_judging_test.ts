import { assertEquals, assertRejects } from "@std/assert";
import { z } from "zod";
import { judgeBlind } from "../../lib/scoring/blind_judging.ts";
import { fakeEngine } from "../generation/fake_engine.ts";
import { judge, response } from "./fixtures.ts";

const task = {
  stage: "express" as const,
  prompt: "express@1",
  label: "test",
  field: "labels",
  item: z.strictObject({ response: z.int(), label: z.string() }),
  render: (query: string, texts: readonly string[]) =>
    query === "s1/value2" ? null : [{ role: "user" as const, content: JSON.stringify(texts) }],
};

Deno.test("judgeBlind() gives every response, judge and repeat a cell, also where a query cannot be judged", async () => {
  const engine = fakeEngine((ask) => {
    const texts = JSON.parse(ask.messages[0]!.content) as string[];
    const labels = texts.map((text, i) => ({ response: i + 1, label: text.toUpperCase() }));
    return JSON.stringify({ labels });
  });
  const cells = await judgeBlind(engine, task, {
    responses: [response("a"), response("b"), response("a", { query: "s1/value2" })],
    judges: [judge("j"), judge("k")],
    repeats: 2,
    seed: 1,
  });
  assertEquals(
    cells.map((c) => [c.response.model, c.judge, c.repeat, c.outcome, c.item?.label ?? null]),
    ["a", "b", null].flatMap((model) =>
      ["j", "k"].flatMap((name) =>
        [0, 1].map((repeat) =>
          model === null
            ? ["a", name, repeat, "not_run", null]
            : [model, name, repeat, "answered", `WORDS OF ${model.toUpperCase()}.`]
        )
      )
    ),
  );
  assertEquals(engine.asks.length, 4);
});

Deno.test("judgeBlind() throws for a number of repeats that is none", async () => {
  await assertRejects(
    () =>
      judgeBlind(fakeEngine(() => ""), task, { responses: [], judges: [], repeats: 0, seed: 1 }),
    RangeError,
    "but found 0",
  );
});
