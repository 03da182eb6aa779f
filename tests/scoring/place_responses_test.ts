import { assert, assertEquals, assertNotEquals, assertRejects } from "@std/assert";
import { readFences } from "../../lib/generation/fence.ts";
import type { Ask } from "../../lib/querying/engine.ts";
import { placeResponses, readPlacements } from "../../lib/scoring/place_responses.ts";
import { positionSchema } from "../../lib/study/position.ts";
import { fakeEngine, type Said } from "../generation/fake_engine.ts";
import { judge, recalling, response, rubricCell, scenario } from "./fixtures.ts";

const models = ["a", "b", "c", "d", "e", "f"];
const responses = models.map((model) => response(model));

/** The responses that a judging shows, in order. */
function shown(ask: Ask): string[] {
  return readFences(ask.messages[1]!.content).filter((f) => f.label.startsWith("response"))
    .map((f) => f.text);
}

/** Places a response by the letter of its writer: `a` at 0, `b` at 1, … */
function byLetter(ask: Ask): string {
  const placements = shown(ask).map((text, i) => ({
    response: i + 1,
    reasoning: `It reads ${text}`,
    value1: text.charCodeAt(9) - 97,
    value2: 3,
    confidence: 0.5,
  }));
  return JSON.stringify({ placements });
}

/** An engine whose journal has the texts of responses. */
const engineOf = (answer: (ask: Ask) => Said, given = responses) =>
  recalling(fakeEngine(answer), given);

const options = { scenarios: [scenario], rubrics: [rubricCell], responses, seed: 1 };

Deno.test("placeResponses() gives shuffled judgings back to their writers", async () => {
  const engine = engineOf(byLetter);
  const positions = await placeResponses(engine, {
    ...options,
    judges: [judge("j1"), judge("j2")],
    repeats: 3,
  });
  assertEquals(positions.length, 36);
  for (const position of positions) {
    positionSchema.parse(position);
    assertEquals(position.value1, models.indexOf(position.model));
  }
  assertEquals(positions.slice(0, 6).map((p) => [p.model, p.judge, p.repeat]), [
    ["a", "j1", 0],
    ["a", "j1", 1],
    ["a", "j1", 2],
    ["a", "j2", 0],
    ["a", "j2", 1],
    ["a", "j2", 2],
  ]);
  const orders = engine.asks.map((ask) => shown(ask).join());
  assertEquals(new Set(orders).size, 6);
  assertEquals(engine.asks.map((ask) => ask.sample), [0, 1, 2, 0, 1, 2]);
  const again = engineOf(byLetter);
  await placeResponses(again, { ...options, judges: [judge("j1"), judge("j2")], repeats: 3 });
  assertEquals(again.asks.map((ask) => shown(ask).join()), orders);
  const other = engineOf(byLetter);
  await placeResponses(other, { ...options, judges: [judge("j1")], seed: 2 });
  assertNotEquals(shown(other.asks[0]!).join(), orders[0]);
});

Deno.test("placeResponses() keeps where each response stood", async () => {
  const engine = engineOf(byLetter);
  const positions = await placeResponses(engine, { ...options, judges: [judge("j")] });
  const order = shown(engine.asks[0]!);
  for (const p of positions) assertEquals(order[p.place!], `Words of ${p.model}.`);
});

Deno.test("placeResponses() shows neither keys nor names of models", async () => {
  const secret = [response("gpt_4_1", { text: "Words." }), response("o3", { text: "More." })];
  const engine = engineOf(byLetter, secret);
  await placeResponses(engine, { ...options, responses: secret, judges: [judge("j")] })
    .catch(() => {});
  const prompt = engine.asks[0]!.messages.map((m) => m.content).join("\n");
  assert(!/gpt|o3/.test(prompt));
});

Deno.test("placeResponses() judges one by one when asked to", async () => {
  const engine = engineOf(byLetter);
  const positions = await placeResponses(engine, {
    ...options,
    judges: [judge("j")],
    mode: "one_by_one",
  });
  assertEquals(engine.asks.length, 6);
  assertEquals(positions.map((p) => [p.value1, p.place]), models.map((_, i) => [i, 0]));
});

Deno.test("placeResponses() judges the samples of a query apart", async () => {
  const samples = [0, 1].flatMap((sample) => ["a", "b"].map((m) => response(m, { sample })));
  const engine = engineOf(byLetter, samples);
  const positions = await placeResponses(engine, {
    ...options,
    responses: samples,
    judges: [judge("j")],
  });
  assertEquals(engine.asks.length, 2);
  assertEquals(positions.map((p) => [p.model, p.sample, p.value1]), [
    ["a", 0, 0],
    ["b", 0, 1],
    ["a", 1, 0],
    ["b", 1, 1],
  ]);
});

Deno.test("placeResponses() ends every cell in an outcome", async () => {
  const mixed = [
    response("a"),
    response("b", { outcome: "filtered", text: null }),
    response("c", { outcome: "truncated" }),
    response("d", { outcome: "not_run", text: null }),
    response("e", { query: "s2/neutral" }),
  ];
  const bare = {
    ...scenario,
    id: "s2",
    queries: [{ ...scenario.queries[0]!, id: "s2/neutral", scenario: "s2" }],
  };
  const positions = await placeResponses(engineOf(byLetter, mixed), {
    ...options,
    scenarios: [scenario, bare],
    responses: mixed,
    judges: [judge("j")],
  });
  assertEquals(positions.map((p) => [p.outcome, p.value1]), [
    ["answered", 0],
    ["filtered", null],
    ["truncated", null],
    ["not_run", null],
    ["not_run", null],
  ]);
});

Deno.test("placeResponses() gives all cells of a failed judging its outcome", async () => {
  for (const outcome of ["filtered", "truncated", "failed", "not_run"] as const) {
    const positions = await placeResponses(engineOf(() => ({ outcome })), {
      ...options,
      judges: [judge("j")],
    });
    assertEquals(new Set(positions.map((p) => p.outcome)), new Set([outcome]));
  }
});

Deno.test("placeResponses() loses only the cell that a judge leaves out twice", async () => {
  const engine = engineOf((ask) => {
    const all = JSON.parse(byLetter(ask)) as { placements: unknown[] };
    return JSON.stringify({ placements: all.placements.slice(1) });
  });
  const positions = await placeResponses(engine, { ...options, judges: [judge("j")] });
  assertEquals(engine.asks.length, 2);
  assertEquals(positions.filter((p) => p.outcome === "unparseable").length, 1);
  assertEquals(positions.find((p) => p.outcome === "unparseable")!.place, 0);
  assertEquals(positions.filter((p) => p.outcome === "answered").length, 5);
});

Deno.test("placeResponses() throws for a response to an unknown query", async () => {
  await assertRejects(
    () =>
      placeResponses(engineOf(byLetter), {
        ...options,
        responses: [response("a", { query: "s9/neutral" })],
        judges: [judge("j")],
      }),
    RangeError,
    '"s9/neutral"',
  );
});

Deno.test("readPlacements() reads each judge's reasoning again from the journal", async () => {
  // The first answer leaves one out, the second another: what is missing twice is missing again.
  const engine = engineOf((ask) => {
    const all = JSON.parse(byLetter(ask)) as { placements: unknown[] };
    const placements = ask.messages.length > 2 ? all.placements.slice(1) : all.placements.slice(2);
    const other = JSON.stringify({ placements: all.placements.toReversed().slice(3) });
    return `${other} No: ${JSON.stringify({ placements })}`;
  });
  const positions = await placeResponses(engine, { ...options, judges: [judge("j")] });
  const read = await Array.fromAsync(readPlacements(engine, positions));
  assertEquals(
    read.map(({ reasoning: _, ...cell }) => cell),
    positions.map((cell) => {
      assertEquals(cell.reasoning, null);
      const { reasoning: _, ...rest } = cell;
      return rest;
    }),
  );
  assertEquals(read.filter((p) => p.outcome === "answered").length, 5);
  for (const { outcome, model, reasoning } of read) {
    assertEquals(reasoning, outcome === "answered" ? `It reads Words of ${model}.` : null);
  }
});
