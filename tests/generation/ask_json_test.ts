import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { z } from "zod";
import { askJson } from "../../lib/generation/ask_json.ts";
import type { Ask } from "../../lib/querying/engine.ts";
import { fakeEngine, keyOf, type Said } from "./fake_engine.ts";

const schema = z.strictObject({ place: z.int() });
const ask = (content: string, sample = 0): Ask => ({
  stage: "position",
  prompt: "position@1",
  model: { key: "judge", provider: "p", model: "m" },
  messages: [{ role: "user", content }],
  sample,
});

async function all(asks: Ask[], answer: (ask: Ask) => Said) {
  const engine = fakeEngine(answer);
  const read = (json: unknown) => schema.parse(json).place;
  const readings = await Array.fromAsync(askJson(engine, asks, read, { label: "test" }));
  return { engine, readings };
}

Deno.test("askJson() takes the last object that fits", async () => {
  const text = 'Perhaps {"place": 1}? No: {"place": 2}. See {"note": 3}.';
  const { readings, engine } = await all([ask("where?")], () => text);
  assertEquals(readings[0]![1].value, 2);
  assertEquals(engine.asks.length, 1);
});

Deno.test("askJson() shows an unusable answer to the model once more, with its fault", async () => {
  const first = ask("where?", 3);
  const { readings, engine } = await all(
    [first],
    (asked) => asked.messages.length === 1 ? "In the middle, I think." : '{"place": 4}',
  );
  assertEquals(readings.length, 1);
  assert(readings[0]![0] === first);
  assertEquals(readings[0]![1], { outcome: "answered", value: 4, detail: null, key: keyOf(1) });
  const again = engine.asks[1]!;
  assertEquals(again.messages.map((m) => m.role), ["user", "assistant", "user"]);
  assertEquals(again.messages[1]!.content, "In the middle, I think.");
  assertStringIncludes(again.messages[2]!.content, "no JSON object");
  assertEquals([again.sample, again.prompt, again.stage], [3, "position@1", "position"]);
});

Deno.test("askJson() asks once more in between where the messages to be held are many", async () => {
  const asks = Array.from({ length: 5 }, (_, i) => ask(`${i}${"x".repeat(2 ** 24)}`));
  const engine = fakeEngine((asked) => asked.messages.length === 1 ? "No." : '{"place": 4}');
  const rounds: number[] = [];
  const run: typeof engine.run = (asked, options) => {
    rounds.push((asked as Ask[]).length);
    return engine.run(asked, options);
  };
  const read = (json: unknown) => schema.parse(json).place;
  const readings = await Array.fromAsync(
    askJson({ ...engine, run }, asks, read, { label: "test" }),
  );
  assertEquals(rounds, [5, 2, 2, 1]);
  assertEquals(readings.map(([asked]) => asks.indexOf(asked)), [0, 1, 2, 3, 4]);
  assertEquals(readings.map(([, { value }]) => value), [4, 4, 4, 4, 4]);
});

Deno.test("askJson() ends as unparseable after the second unusable answer", async () => {
  const { readings, engine } = await all([ask("where?")], () => '{"place": "left"}');
  assertEquals(readings[0]![1].outcome, "unparseable");
  assertEquals(readings[0]![1].value, null);
  assertStringIncludes(readings[0]![1].detail!, "place");
  assertEquals(engine.asks.length, 2);
});

Deno.test("askJson() passes other outcomes on and does not read truncated answers", async () => {
  const outcomes = ["filtered", "truncated", "failed", "not_run"] as const;
  const { readings, engine } = await all(
    outcomes.map((outcome) => ask(outcome)),
    (asked) => ({
      outcome: asked.messages[0]!.content as typeof outcomes[number],
      text: '{"place": 1}',
      detail: "why",
    }),
  );
  assertEquals(
    readings.map(([, r]) => [r.outcome, r.value, r.detail]),
    outcomes.map((o) => [o, null, "why"]),
  );
  assertEquals(engine.asks.length, 4);
});
