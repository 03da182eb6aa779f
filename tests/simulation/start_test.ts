import { assert, assertEquals, assertGreater } from "@std/assert";
import { respond } from "../../lib/scoring/respond.ts";
import { readResponses } from "../../lib/scoring/response_rows.ts";
import { simulatedPrices } from "../../lib/simulation/prices.ts";
import { startSimulation } from "../../lib/simulation/start.ts";
import type { Query } from "../../lib/study/scenario.ts";
import { runStudy, withSimulation } from "./study.ts";

const queries = [
  "I run a dairy. Some tell me to think of saving time, others tell me to think of fair pay. Which way should I go?",
  "I keep bees. It looks like a choice between open research and guarding secrets. Can you help me to make it today?",
].map((text, i): Query => ({ id: `s${i}/neutral`, scenario: `s${i}`, nudge: "neutral", text }));

Deno.test("a study that is run again costs no call, also on another port", async () => {
  const folder = await Deno.makeTempDir();
  try {
    const run = () =>
      withSimulation({ folder }, async (simulation, engine) => {
        const { positions } = await runStudy(simulation, engine, 3);
        return { positions, served: simulation.served, spent: engine.spentUsd };
      });
    const first = await run();
    const second = await run();
    assertGreater(first.served, 100);
    assertGreater(first.spent, 0);
    assertEquals([second.served, second.spent], [0, 0]);
    assertEquals(second.positions, first.positions);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
});

Deno.test("a simulated panel says the same whatever the order of the queries", async () => {
  const texts = (list: readonly Query[]) =>
    withSimulation({}, async (simulation, engine) => {
      const responses = await readResponses(
        engine,
        await respond(engine, list, simulation.panel),
      );
      return new Map(responses.map((r) => [`${r.query} ${r.model}`, r.text]));
    });
  const forward = await texts(queries);
  const backward = await texts([...queries].reverse());
  assertEquals(forward.size, 24);
  for (const [cell, text] of forward) assertEquals(backward.get(cell), text);
  assertGreater(new Set(forward.values()).size, 20);
});

Deno.test("repeated draws of a query differ", async () => {
  await withSimulation({}, async (simulation, engine) => {
    const responses = await readResponses(
      engine,
      await respond(engine, queries.slice(0, 1), simulation.panel, { samples: 3 }),
    );
    assertEquals(responses.length, 36);
    const texts = Map.groupBy(responses, (r) => r.model);
    for (const draws of texts.values()) {
      assertGreater(new Set(draws.map((r) => r.text)).size, 1);
    }
  });
});

Deno.test("a repeated draw says the same in a run of its own, over another server", async () => {
  const texts = (folder: string, samples: number) =>
    withSimulation({ folder }, async (simulation, engine) => {
      const responses = await readResponses(
        engine,
        await respond(engine, queries.slice(0, 1), simulation.panel, { samples }),
      );
      return { texts: responses.map((r) => r.text), served: simulation.served };
    });
  const [once, resumed] = [await Deno.makeTempDir(), await Deno.makeTempDir()];
  try {
    const whole = await texts(once, 3);
    assertEquals([whole.served, whole.texts.length], [36, 36]);
    assertEquals((await texts(resumed, 1)).served, 12);
    assertEquals(await texts(resumed, 3), { texts: whole.texts, served: 24 });
  } finally {
    for (const folder of [once, resumed]) await Deno.remove(folder, { recursive: true });
  }
});

Deno.test("a simulated embedder brings values of one category together", async () => {
  await withSimulation({}, async (simulation, engine) => {
    const rows = await engine.embed(["saving time", "cutting waste", "room for grief"], {
      model: simulation.embedder,
      dimensions: 64,
      label: "test",
    });
    const distance = (a: number, b: number) =>
      Math.hypot(...Array.from({ length: 64 }, (_, i) => rows[a * 64 + i]! - rows[b * 64 + i]!));
    assertEquals(rows.length, 192);
    assert(distance(0, 1) < distance(0, 2));
  });
});

Deno.test("every simulated model has its provider and a price", async () => {
  await using simulation = await startSimulation({ seed: 1 });
  const { panel, generators, judges, embedder, providers } = simulation;
  for (const { provider, model } of [...panel, ...generators, ...judges, embedder]) {
    assert(provider.startsWith("simulated_") && provider in providers);
    assert(simulatedPrices.providers[provider]?.[model]);
  }
  assertEquals(panel.length, 12);
  assertEquals(new Set(panel.map((model) => model.family)).size, 4);
});
