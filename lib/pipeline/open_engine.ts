import { resolve } from "node:path";
import { readTaxonomy } from "../generation/taxonomy.ts";
import { createEngine } from "../querying/create_engine.ts";
import type { StudyEngine } from "../querying/study_engine.ts";
import type { LocalEmbedder } from "../querying/embedding.ts";
import type { ProgressReporter } from "../querying/progress.ts";
import { localEmbedding, localEmbeddingModel } from "../sampling/local_embedding.ts";
import { type Recall, recallFrom, withRecall } from "../scoring/recall.ts";
import { type Simulation, startSimulation } from "../simulation/start.ts";
import { tellDraw } from "../simulation/tell_draw.ts";
import { IMPORTED_PROVIDER, LOCAL_PROVIDER, modelsOf, type StudyConfig } from "../study/config.ts";
import { InputError } from "../study/input_error.ts";
import type { Journal } from "../study/journal.ts";
import { studyPrices } from "./study_prices.ts";

/** The embedders that run in this process, by the names that a config gives them. */
const LOCAL_EMBEDDERS: Readonly<Record<string, LocalEmbedder>> = {
  [localEmbeddingModel]: (texts, dimensions) =>
    texts.map((text) => localEmbedding(text, dimensions)),
};

/** What an engine is opened for. */
export interface EngineTarget {
  readonly config: StudyConfig;
  /** The study's folder, to which the paths of the config are relative. */
  readonly folder: string;
  readonly journal: Journal;
}

/** How an engine is opened. */
export interface OpenEngineOptions {
  readonly reporter?: ProgressReporter;
  readonly signal?: AbortSignal;
  /** Answers from the journal alone: no key, no network, no simulation. */
  readonly offline?: boolean;
}

/** An engine that closes its simulation, where it has one. */
export interface OpenedEngine extends AsyncDisposable {
  readonly engine: StudyEngine & Recall;
  /** The running simulation of a simulated study. */
  readonly simulation: Simulation | null;
}

/**
 * Opens the engine of a study. That of a simulated study starts the simulation first. Before anything is sent, it is
 * checked that all models can be asked.
 *
 * @throws {InputError} For a provider without a key, a model without a price under a cap, a wrong price table, or a
 * local embedder that is not known.
 */
export async function openEngine(
  { config, folder, journal }: EngineTarget,
  options: OpenEngineOptions = {},
): Promise<OpenedEngine> {
  const { offline = false, reporter, signal } = options;
  if (!offline) expectEmbedder(config);
  await using opening = new AsyncDisposableStack();
  const simulation = config.simulated && !offline
    ? await startSimulation({
      seed: config.seed,
      values: await readTaxonomy(resolve(folder, config.taxonomy)),
    })
    : null;
  if (simulation) opening.defer(() => simulation.close());
  const { providers, table } = await studyPrices({ config, folder });
  const created = createEngine({
    config: {
      providers: { ...providers, ...simulation?.providers },
      budgetUsd: config.budgetUsd,
    },
    journal,
    offline,
    localEmbedders: LOCAL_EMBEDDERS,
    ...(simulation ? { around: tellDraw } : {}),
    ...(table ? { prices: table } : {}),
    ...(reporter ? { reporter } : {}),
    ...(signal ? { signal } : {}),
  });
  opening.use(created);
  const engine = withRecall(created, recallFrom(journal, providers));
  const models = modelsOf(config).map(([, model]) => model);
  engine.check(models.filter(({ provider }) => provider !== IMPORTED_PROVIDER));
  const opened = opening.move();
  return { engine, simulation, [Symbol.asyncDispose]: () => opened.disposeAsync() };
}

/** Found out here, an unknown embedder costs nothing; the queries to embed are paid for by then. */
function expectEmbedder({ embedder: { model: { provider, model } } }: StudyConfig): void {
  if (provider !== LOCAL_PROVIDER || Object.hasOwn(LOCAL_EMBEDDERS, model)) return;
  throw new InputError(
    `Expected the local embedder ${Object.keys(LOCAL_EMBEDDERS).join(", ")} but found "${model}"`,
    { field: "embedder.model.model" },
  );
}
