import { resolve } from "node:path";
import type { PositionRow } from "../analysis/rows.ts";
import { generateScenarios, type Generation } from "../generation/generate.ts";
import { givenGeneration, readScenarios } from "../generation/given_scenarios.ts";
import { drawPairs } from "../generation/pairs.ts";
import { readTaxonomy } from "../generation/taxonomy.ts";
import { placeResponses, type PositionCells } from "../scoring/place_responses.ts";
import type { RecallingEngine } from "../scoring/recall.ts";
import { respond } from "../scoring/respond.ts";
import type { ResponseRows } from "../scoring/response_rows.ts";
import type { Rows } from "../scoring/rows.ts";
import { type RubricCell, writeRubrics } from "../scoring/write_rubrics.ts";
import type { StudyConfig } from "../study/config.ts";
import type { Query, Scenario } from "../study/scenario.ts";
import type { Value, ValuePair } from "../study/value.ts";
import { checkStudy, type StudyCompliance } from "./check_study.ts";
import { labelStudy, type StudyLabels } from "./label_study.ts";
import { MeanPositions } from "./mean_positions.ts";
import { embedQueries } from "./query_embeddings.ts";
import { type QueryRow, queryRows } from "./query_rows.ts";
import type { Kept } from "./select_queries.ts";

/** What is chosen where there are no embeddings. */
const NOTHING: Kept = { order: [], radii: [] };

/**
 * Everything that a study derives from its journal, but for the texts of responses, rubrics and judges: these stay in
 * the journal and are read where they are shown (`readTexts`, `readScenario`), so that a study of millions of responses
 * fits into memory.
 */
export interface StudyRun {
  readonly config: StudyConfig;
  readonly values: readonly Value[];
  readonly pairs: readonly ValuePair[];
  readonly generation: Generation;
  readonly scenarios: readonly Scenario[];
  /** All queries, generated or given, by scenario, then nudge. */
  readonly generated: readonly Query[];
  /** How the thinning went; null where the config asks for none. */
  readonly diversity: Kept | null;
  /** The queries that the panel was asked: all, or those that the thinning kept, in the order of `generated`. */
  readonly queries: readonly Query[];
  readonly responses: ResponseRows;
  /** How the rubric of each scenario that was asked about ended. */
  readonly rubrics: readonly RubricCell[];
  readonly positions: PositionCells;
  /** One row per query and model: the mean over samples, judges and repeats. */
  readonly positionRows: Rows<PositionRow>;
  /** One row per query of `queries`. */
  readonly queryRows: readonly QueryRow[];
  /** The queries of high disagreement, in the order of `queries`. */
  readonly high: readonly QueryRow[];
  /** The most telling of `high`, in the order of choice, with the weighted distance at which each was taken. */
  readonly subset: Kept & { readonly rows: readonly QueryRow[] };
  /** What judges say of the responses to the queries of `high`; null where the config names no judge for it. */
  readonly labels: StudyLabels | null;
  /** The check of those responses against the spec; null where the config names no spec or judges. */
  readonly compliance: StudyCompliance | null;
}

/**
 * Runs a study from its taxonomy to its verdicts. With an engine that is online this asks what the journal does not
 * have yet; with an offline one it rebuilds all that the journal holds, and what was never asked is `not_run`.
 *
 * @param config The study's config.
 * @param folder The study's folder, to which the paths of the config are relative.
 * @param engine Answers the asks, and reads again what was answered.
 * @param options `offline`: the engine is an offline one, so that embeddings may be missing. Then, as when the run is
 * stopped before they are there, nothing can be thinned: a study that thins has no queries yet, and no subset.
 * @throws {InputError} For a taxonomy or a file of scenarios that cannot be read.
 */
export async function runStudy(
  config: StudyConfig,
  folder: string,
  engine: RecallingEngine,
  options: { readonly offline?: boolean } = {},
): Promise<StudyRun> {
  const values = await readTaxonomy(resolve(folder, config.taxonomy));
  const given = config.scenarios === undefined
    ? null
    : await readScenarios(resolve(folder, config.scenarios));
  const pairs = given
    ? [...new Map(given.map(({ pair }) => [pair.id, pair])).values()]
    : [...drawPairs(values, config.pairs, config.seed)];
  const generation = given
    ? givenGeneration(given)
    : await generateScenarios(engine, pairs, { generators: config.generators });
  const { scenarios } = generation;
  const generated = scenarios.flatMap((scenario) => scenario.queries);

  const { signal } = engine;
  const orNone = <T>(embedded: Promise<T>): Promise<T | null> =>
    embedded.catch((error: unknown) => {
      if (options.offline || signal.aborted) return null;
      throw error;
    });
  using embeddings = await orNone(
    embedQueries(engine, generated.map(({ text }) => text), config.embedder),
  );
  const diversity = config.diversity ? await embeddings?.select(config.diversity) ?? NOTHING : null;
  const kept = diversity ? new Set(diversity.order) : null;
  const indices = generated.flatMap((_, i) => kept && !kept.has(i) ? [] : [i]);
  const queries = indices.map((i) => generated[i]!);

  const asked = new Set(queries.map((query) => query.scenario));
  const askedScenarios = scenarios.filter((scenario) => asked.has(scenario.id));
  const responses = await respond(engine, queries, config.panel, { samples: config.samples });
  const rubrics = await writeRubrics(engine, askedScenarios, config.rubricJudge);
  const positions = await placeResponses(engine, {
    scenarios: askedScenarios,
    rubrics,
    responses,
    judges: config.positionJudges,
    repeats: config.positionRepeats,
    mode: config.positionMode,
    seed: config.seed,
  });

  const pairOf = new Map(
    scenarios.flatMap((scenario) =>
      scenario.queries.map((query) => [query.id, scenario.pair.id] as const)
    ),
  );
  const rows = new MeanPositions(positions, (query) => pairOf.get(query)!);
  const table = queryRows({ queries, scenarios, positions, panel: config.panel });
  const isHigh = (row: QueryRow) =>
    row.disagreement !== null && row.disagreement >= config.highDisagreement;
  const high = table.filter(isHigh);
  const highIndices = indices.filter((_, i) => isHigh(table[i]!));
  const weights = Float64Array.from(high, (row) => row.disagreement!);
  const subset = await embeddings?.select({ ...config.subset, weights }, highIndices) ?? NOTHING;
  const highQueries = new Set(high.map((row) => row.query));
  const context = {
    config,
    folder,
    engine,
    scenarios,
    queries: queries.filter((query) => highQueries.has(query.id)),
    responses: responses.where((query) => highQueries.has(query)),
  };
  const labels = await labelStudy(context, values, embeddings ? orNone : null);
  const compliance = await checkStudy(context, table, rows);
  return {
    config,
    values,
    pairs,
    generation,
    scenarios,
    generated,
    diversity,
    queries,
    responses,
    rubrics,
    positions,
    positionRows: rows,
    queryRows: table,
    high,
    subset: { ...subset, rows: subset.order.map((i) => high[i]!) },
    labels,
    compliance,
  };
}
