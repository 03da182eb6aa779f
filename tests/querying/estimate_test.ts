import { assert, assertAlmostEquals, assertEquals } from "@std/assert";
import { estimateCost } from "../../lib/querying/estimate.ts";
import { type Call, callKey, type Stage } from "../../lib/study/call.ts";
import type { Parameters } from "../../lib/study/model_ref.ts";
import { openSqliteJournal } from "../../lib/study/sqlite_journal.ts";

const MODEL = {
  key: "gpt_4_1",
  provider: "openai",
  model: "gpt-4.1",
  parameters: { maxTokens: 1000 },
};
const providers = { openai: { api: "openai" as const } };
const priceOf = () => ({ input: 10, output: 100 });

async function pilot(
  outputs: readonly number[],
  stage: Stage = "respond",
  again: readonly number[] = [],
  parametersOf: (sample: number) => Parameters = () => MODEL.parameters,
) {
  const journal = await openSqliteJournal(":memory:");
  for (const [sample, output] of [...outputs, ...again].entries()) {
    const call: Call = {
      stage,
      prompt: "respond@1",
      provider: "openai",
      model: "gpt-4.1",
      parameters: parametersOf(sample),
      messages: [
        { role: "user", content: "?" },
        ...sample < outputs.length ? [] : [
          { role: "assistant" as const, content: "No JSON." },
          { role: "user" as const, content: "Once more." },
        ],
      ],
      sample,
    };
    const body = JSON.stringify({
      choices: [{ finish_reason: "stop", message: { content: "Yes." } }],
      usage: { prompt_tokens: 0, completion_tokens: output },
    });
    const times = { startedAt: 0, endedAt: 0, attempts: 1 };
    const more = { status: 200, body, requestId: null, source: "live", ...times };
    await journal.append({ key: callKey(call), call, ...more });
  }
  return journal;
}

Deno.test("estimateCost() extends a pilot with the prediction interval of its sum", async () => {
  await using journal = await pilot([100, 200, 300, 400, 500]);
  const { roles: [role], usd, low, high } = await estimateCost(
    journal,
    [{ stage: "respond", model: MODEL, calls: 1000 }],
    providers,
    priceOf,
  );
  // Mean 300 tokens = $0.03, SD 158.11 tokens = $0.015811.
  const half = 2.776 * 0.0158114 * Math.sqrt(1000 ** 2 / 5 + 1000);
  assertAlmostEquals(role!.usd!, 30, 1e-9);
  assertAlmostEquals(role!.high!, 30 + half, 0.1);
  assertEquals([usd, low, high, role!.pilot], [role!.usd, role!.low, role!.high, 5]);
});

Deno.test("estimateCost() holds the true sum in about 95 of 100 intervals", async () => {
  let seed = 1;
  const random = () => (seed = (seed * 48271) % 2147483647) / 2147483647;
  const cost = () => Math.round(200 + 100 * (random() + random() + random()));
  let held = 0;
  for (let trial = 0; trial < 200; trial++) {
    await using journal = await pilot(Array.from({ length: 10 }, cost));
    const planned = [{ stage: "respond" as const, model: MODEL, calls: 100 }];
    const { low, high } = await estimateCost(journal, planned, providers, priceOf);
    let sum = 0;
    for (let i = 0; i < 100; i++) sum += cost() * 100 / 1e6;
    if (low! <= sum && sum <= high!) held++;
  }
  assert(held >= 180 && held <= 199, `${held} of 200`);
});

Deno.test("estimateCost() falls back on token counts, with bounds, and has none without a price", async () => {
  await using journal = await pilot([]);
  const planned = [{
    stage: "respond" as const,
    model: MODEL,
    calls: 10,
    tokens: { input: 100, output: 50 },
  }];
  const { roles: [role] } = await estimateCost(journal, planned, providers, priceOf);
  assertAlmostEquals(role!.usd!, 10 * (100 * 10 + 50 * 100) / 1e6, 1e-12);
  assertAlmostEquals(role!.low!, 10 * 50 * 10 / 1e6, 1e-12);
  assertAlmostEquals(role!.high!, 10 * (100 * 10 + 1000 * 100) / 1e6, 1e-12);
  assertEquals((await estimateCost(journal, planned, providers, () => null)).usd, null);
});

/** What a second ask costs after one of no input tokens: its answer and some words more to read, and as much to write. */
const second = (output: number) => ((output + 120) * 10 + output * 100) / 1e6;

Deno.test("estimateCost() counts second asks at the rate that the journal shows, and tells it", async () => {
  await using journal = await pilot(Array(50).fill(100), "rubric", Array(5).fill(5000));
  const planned = [{ stage: "rubric" as const, model: MODEL, calls: 1000 }];
  const { roles: [role], usd, high } = await estimateCost(journal, planned, providers, priceOf);
  assertEquals(role!.again, { calls: 100, rate: 0.1, assumed: false });
  // Second asks are no pilot of first ones.
  assertEquals(role!.pilot, 50);
  assertAlmostEquals(usd!, 1000 * (100 * 100 / 1e6 + 0.1 * second(100)), 1e-9);
  const sd = Math.sqrt(0.1 * 0.9 * (1 / 50 + 1 / 1000)) * 1000 * second(100);
  assertAlmostEquals(high! - usd!, 2.01 * sd, 0.01 * sd);
});

Deno.test("estimateCost() assumes second asks where the journal shows none, but none of responses", async () => {
  await using journal = await pilot(Array(10).fill(100), "rubric");
  const plan = (stage: Stage) => [{
    stage,
    model: MODEL,
    calls: 1000,
    tokens: { input: 100, output: 50 },
  }];
  const of = async (stage: Stage) =>
    (await estimateCost(journal, plan(stage), providers, priceOf)).roles[0]!;
  const assumed = { calls: 20, rate: 0.02, assumed: true };
  const rubric = await of("rubric");
  assertEquals(rubric.again, assumed);
  assertAlmostEquals(rubric.usd!, 1000 * (0.01 + 0.02 * second(100)), 1e-9);
  const comply = await of("comply");
  assertEquals([comply.again, comply.pilot], [assumed, 0]);
  const respond = await of("respond");
  assertEquals(respond.again, null);
  assertAlmostEquals(comply.usd! - respond.usd!, 20 * (270 * 10 + 50 * 100) / 1e6, 1e-9);
  assertAlmostEquals(comply.low!, respond.low!, 1e-12);
  assertAlmostEquals(comply.high! - respond.high!, 100 * (1220 * 10 + 1000 * 100) / 1e6, 1e-9);
});

Deno.test("estimateCost() takes no answers for a pilot that were asked for with another limit or effort", async () => {
  const tokens = { input: 100, output: 50 };
  const plan = { stage: "respond", model: MODEL, calls: 10, tokens } as const;
  const cases: [parametersOf: (sample: number) => Parameters, pilot: number][] = [
    [() => ({ maxTokens: 1000, temperature: 0.5, seed: 3 }), 6],
    [() => ({ maxTokens: 200 }), 0],
    [() => ({ maxTokens: 1000, reasoningEffort: "high" }), 0],
    [() => ({}), 0],
    [(sample) => ({ maxTokens: sample === 0 ? 200 : 1000 }), 5],
  ];
  for (const [parametersOf, rests] of cases) {
    await using journal = await pilot([100, 200, 300, 400, 500, 600], "respond", [], parametersOf);
    const { roles: [role] } = await estimateCost(journal, [plan], providers, priceOf);
    assertEquals(role!.pilot, rests, JSON.stringify(parametersOf(0)));
  }
});
