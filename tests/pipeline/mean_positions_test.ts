import { assertEquals } from "@std/assert";
import { positionRows } from "../../lib/analysis/rows.ts";
import { MeanPositions } from "../../lib/pipeline/mean_positions.ts";
import { placeResponses } from "../../lib/scoring/place_responses.ts";
import { readFences } from "../../lib/generation/fence.ts";
import { fakeEngine } from "../generation/fake_engine.ts";
import { judge, recalling, response, rubricCell, scenario } from "../scoring/fixtures.ts";
import { simulatedRun } from "./simulated_run.ts";

Deno.test("MeanPositions has the rows of positionRows(), of samples, judges and repeats together", async () => {
  const responses = [
    ...[0, 1, 2].flatMap((sample) => ["a", "b"].map((model) => response(model, { sample }))),
    response("c", { outcome: "filtered", text: null }),
    response("a", { query: "s1/value1" }),
  ];
  let asked = 0;
  const engine = recalling(
    fakeEngine((ask) => {
      const shown = readFences(ask.messages[1]!.content).filter((f) => /^response/.test(f.label));
      const placements = shown.map((_, i) => ({
        response: i + 1,
        reasoning: "",
        value1: (asked * 5 + i) % 7,
        value2: (asked + 3 * i) % 7,
        confidence: 1,
      }));
      asked++;
      return JSON.stringify({ placements });
    }),
    responses,
  );
  const positions = await placeResponses(engine, {
    scenarios: [scenario],
    rubrics: [rubricCell],
    responses,
    judges: [judge("j"), judge("k")],
    repeats: 2,
    seed: 1,
  });
  const pairOf = (query: string) => `pair of ${query}`;
  const rows = new MeanPositions(positions, pairOf);
  assertEquals([...rows], positionRows(positions, pairOf));
  assertEquals(rows.length, 4);
});

Deno.test("MeanPositions has those of a simulated study too", async () => {
  const { run } = await simulatedRun();
  const pairs = new Map(run.queryRows.map(({ query, pair }) => [query, pair]));
  assertEquals([...run.positionRows], positionRows(run.positions, (query) => pairs.get(query)!));
});
