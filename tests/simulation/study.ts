import { drawPairs } from "../../lib/generation/pairs.ts";
import { generateScenarios, type Generation } from "../../lib/generation/generate.ts";
import { readTaxonomy } from "../../lib/generation/taxonomy.ts";
import { createEngine } from "../../lib/querying/create_engine.ts";
import type { StudyEngine } from "../../lib/querying/study_engine.ts";
import { placeResponses, type PositionCells } from "../../lib/scoring/place_responses.ts";
import { type Recall, recallFrom, withRecall } from "../../lib/scoring/recall.ts";
import { respond } from "../../lib/scoring/respond.ts";
import type { ResponseRows } from "../../lib/scoring/response_rows.ts";
import { type RubricCell, writeRubrics } from "../../lib/scoring/write_rubrics.ts";
import type { Plan } from "../../lib/simulation/plan.ts";
import { simulatedPrices } from "../../lib/simulation/prices.ts";
import { type Simulation, startSimulation } from "../../lib/simulation/start.ts";
import { tellDraw } from "../../lib/simulation/tell_draw.ts";
import { openSqliteJournal } from "../../lib/study/sqlite_journal.ts";

/** Runs `body` with a simulation and an engine over a fresh or a given journal. */
export async function withSimulation<T>(
  options: { readonly planted?: Plan; readonly folder?: string },
  body: (simulation: Simulation, engine: StudyEngine & Recall) => Promise<T>,
): Promise<T> {
  const folder = options.folder ?? await Deno.makeTempDir();
  try {
    await using simulation = await startSimulation({
      seed: 1,
      ...(options.planted ? { planted: options.planted } : {}),
    });
    await using journal = await openSqliteJournal(`${folder}/journal.sqlite`);
    const { providers } = simulation;
    await using engine = createEngine({
      config: { providers },
      journal,
      prices: simulatedPrices,
      around: tellDraw,
    });
    return await body(simulation, withRecall(engine, recallFrom(journal, providers)));
  } finally {
    if (options.folder === undefined) await Deno.remove(folder, { recursive: true });
  }
}

/** What came of a simulated study, and the plan behind it. */
export interface SimulatedStudy {
  readonly plan: Plan;
  readonly generation: Generation;
  readonly responses: ResponseRows;
  readonly rubrics: readonly RubricCell[];
  readonly positions: PositionCells;
}

/** Runs a whole study on the sample taxonomy. */
export async function runStudy(
  simulation: Simulation,
  engine: StudyEngine & Recall,
  pairs: number,
): Promise<SimulatedStudy> {
  const { generators, panel, judges, plan } = simulation;
  const values = await readTaxonomy("data/sample_taxonomy.csv");
  const generation = await generateScenarios(engine, drawPairs(values, pairs, 1), { generators });
  const { scenarios } = generation;
  const responses = await respond(engine, scenarios.flatMap((s) => s.queries), panel);
  const rubrics = await writeRubrics(engine, scenarios, judges[0]!);
  const positions = await placeResponses(engine, {
    scenarios,
    rubrics,
    responses,
    judges: judges.slice(0, 1),
    seed: 1,
  });
  return { plan, generation, responses, rubrics, positions };
}
