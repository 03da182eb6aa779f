import { assertEquals, assertLess, assertRejects } from "@std/assert";
import { z } from "zod";
import type { Ask, RunOptions } from "../../lib/querying/engine.ts";
import { judgeBlind } from "../../lib/scoring/blind_judging.ts";
import type { ItemColumns } from "../../lib/scoring/blind_rows.ts";
import { fakeEngine } from "../generation/fake_engine.ts";
import { judge, recalling, response } from "./fixtures.ts";

interface Item {
  readonly response: number;
  readonly label: string;
}

/** Keeps each item's label. */
function keep(length: number): ItemColumns<Item, string> {
  const labels = new Array<string>(length).fill("");
  return {
    set: (index, { label }) => void (labels[index] = label),
    get: (index) => labels[index]!,
  };
}

const task = {
  stage: "express" as const,
  prompt: "express@1",
  label: "test",
  field: "labels",
  item: z.strictObject({ response: z.int(), label: z.string() }),
  keep,
  judgeable: (query: string) => query !== "s1/value2",
  render: (_: string, texts: readonly string[]) => [
    { role: "user" as const, content: JSON.stringify(texts) },
  ],
};

Deno.test("judgeBlind() gives every response, judge and repeat a cell, also where a query cannot be judged", async () => {
  const responses = [response("a"), response("b"), response("a", { query: "s1/value2" })];
  const engine = recalling(
    fakeEngine((ask) => {
      const texts = JSON.parse(ask.messages[0]!.content) as string[];
      const labels = texts.map((text, i) => ({ response: i + 1, label: text.toUpperCase() }));
      return JSON.stringify({ labels });
    }),
    responses,
  );
  const cells = await judgeBlind(engine, task, {
    responses,
    judges: [judge("j"), judge("k")],
    repeats: 2,
    seed: 1,
  });
  assertEquals(
    cells.map((c) => [c.model, c.judge, c.repeat, c.outcome, c.item]),
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

Deno.test("judgeBlind() stops where the journal has lost the text of an answered response", async () => {
  const lost = { responses: [response("a")], judges: [judge("j")], seed: 1 };
  await assertRejects(
    () => judgeBlind(fakeEngine(() => ""), task, lost),
    Error,
    "in the journal but found none",
  );
});

Deno.test("judgeBlind() reads texts as its prompts come to be sent, not all before the first", async () => {
  const responses = Array.from(
    { length: 2_000 },
    (_, i) => response("a", { query: `s${i}/neutral`, text: `Text ${i}.` }),
  );
  let read = 0;
  const readAt: number[] = [];
  const source = recalling(fakeEngine(() => ""), responses);
  const engine = {
    ...source,
    async *run<A extends Ask>(asks: Iterable<A> | AsyncIterable<A>, options: RunOptions) {
      for await (const ask of asks) {
        readAt.push(read);
        yield* source.run([ask], options);
      }
    },
    recall(keys: readonly string[]) {
      read += keys.length;
      return source.recall(keys);
    },
  };
  await judgeBlind(engine, task, { responses, judges: [judge("j")], seed: 1 });
  assertLess(readAt[0]!, 1_000);
  assertEquals(readAt[1_999], 2_000);
});
