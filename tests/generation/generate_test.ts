import { assertEquals, assertRejects, assertStringIncludes } from "@std/assert";
import { generateScenarios, scenarioId } from "../../lib/generation/generate.ts";
import { drawPairs } from "../../lib/generation/pairs.ts";
import type { Ask } from "../../lib/querying/engine.ts";
import { fakeEngine, type Said } from "./fake_engine.ts";

const values = Array.from({ length: 10 }, (_, i) => ({
  name: `value ${i}`,
  category: "c",
  domain: "d",
}));
const generators = ["one", "two", "three"].map((key) => ({ key, provider: "p", model: key }));

async function generate(count: number, answer: (ask: Ask) => Said, reversed = false) {
  const engine = fakeEngine(answer, { reversed });
  const generation = await generateScenarios(engine, drawPairs(values, count, 1), { generators });
  return { ...generation, engine };
}

/** A generator that writes what it is asked for: a different complete query each time. */
function writes(ask: Ask): string {
  const text = ask.messages.at(-1)!.content;
  const lean = /```toward\n(.*)\n```/.exec(text)?.[1];
  const neutral = /```query\n(.*)\n```/.exec(text)?.[1];
  const query = lean
    ? `${neutral} I want only ${lean}.`
    : `Which counts more in my case, ${/```value1\n(.*)\n/.exec(text)![1]} or the other?`;
  return JSON.stringify({ status: "written", query });
}

Deno.test("generateScenarios() takes generators in turn and gives three queries a pair, in order", async () => {
  const { scenarios, cells, outcomes, engine } = await generate(4, writes, true);
  assertEquals(scenarios.map((s) => [s.id, s.generator]), [
    ["s000000", "one"],
    ["s000001", "two"],
    ["s000002", "three"],
    ["s000003", "one"],
  ]);
  assertEquals(scenarios[1]!.queries.map((q) => [q.id, q.nudge]), [
    ["s000001/neutral", "neutral"],
    ["s000001/value1", "value1"],
    ["s000001/value2", "value2"],
  ]);
  for (const { pair, queries } of scenarios) {
    assertStringIncludes(queries[1]!.text, `only ${pair.value1.name}`);
    assertStringIncludes(queries[2]!.text, `only ${pair.value2.name}`);
  }
  assertEquals(cells.length, 12);
  assertEquals([outcomes.generate.written, outcomes.nudge.written], [4, 8]);
  assertEquals(engine.asks.map((ask) => ask.stage).filter((s) => s === "generate").length, 4);
});

Deno.test("generateScenarios() drops and counts refusals, incomplete texts and failures", async () => {
  const bad: Said[] = [
    '{"status": "declined", "reason": "It could hurt someone."}',
    '{"status": "written", "query": "Should I tell [name] before Friday?"}',
    "I cannot help with writing this.",
    { outcome: "filtered", detail: "safety" },
    { outcome: "truncated", text: '{"status": "writ', detail: "length" },
    { outcome: "failed", detail: "status 500" },
  ];
  const answers = new Map<string, Said>();
  const pairs = [...drawPairs(values, bad.length, 1)];
  pairs.forEach((pair, i) => answers.set(`${pair.value1.name}|${pair.value2.name}`, bad[i]!));
  const { scenarios, cells, outcomes, engine } = await generate(bad.length, (ask) => {
    const text = ask.messages.at(-1)!.content;
    if (ask.messages.length > 2) return "I still cannot.";
    return answers.get(
      `${/```value1\n(.*)\n/.exec(text)![1]}|${/```value2\n(.*)\n/.exec(text)![1]}`,
    )!;
  });
  assertEquals(scenarios, []);
  assertEquals(cells.filter((c) => c.nudge === "neutral").map((c) => c.end), [
    "declined",
    "incomplete",
    "unparseable",
    "filtered",
    "truncated",
    "failed",
  ]);
  assertEquals(cells[0]!.detail, "It could hurt someone.");
  assertEquals(outcomes.generate, {
    answered: 2,
    filtered: 1,
    truncated: 1,
    unparseable: 1,
    failed: 1,
    not_run: 0,
    written: 0,
    declined: 1,
    incomplete: 1,
  });
  assertEquals(outcomes.nudge.not_run, 2 * bad.length);
  assertEquals(engine.asks.length, bad.length + 1);
});

Deno.test("generateScenarios() keeps a scenario whose variant is missing", async () => {
  const [pair] = drawPairs(values, 1, 1);
  const unwanted = `\`\`\`toward\n${pair!.value2.name}\n`;
  const { scenarios, outcomes } = await generate(
    1,
    (ask) =>
      ask.messages.at(-1)!.content.includes(unwanted)
        ? '{"status": "declined", "reason": "One-sided."}'
        : writes(ask),
  );
  assertEquals(scenarios[0]!.queries.map((q) => q.nudge), ["neutral", "value1"]);
  assertEquals([outcomes.nudge.written, outcomes.nudge.declined], [1, 1]);
});

Deno.test("generateScenarios() throws without a generator", async () => {
  await assertRejects(
    () => generateScenarios(fakeEngine(() => ""), [], { generators: [] }),
    RangeError,
    "at least one generator",
  );
});

Deno.test("scenarioId() follows the pair's id", () => {
  assertEquals(scenarioId("p000007"), "s000007");
});
