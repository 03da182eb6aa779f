import { fileURLToPath } from "node:url";
import {
  type ChatCompletionRequest,
  createServer,
  type Fixture,
  type FixtureResponse,
} from "@copilotkit/aimock";
import { readTaxonomy } from "../generation/taxonomy.ts";
import type { Message } from "../study/call.ts";
import type { ProviderConfig } from "../study/config.ts";
import type { Value } from "../study/value.ts";
import { batchEmbedder } from "./batch_embedder.ts";
import { SimulatedEmbedder } from "./embedder.ts";
import { generatorAnswer } from "./generator_model.ts";
import { judgeAnswer } from "./judge_model.ts";
import { Lexicon } from "./language/lexicon.ts";
import {
  simulatedEmbedderModel,
  simulatedGenerators,
  simulatedJudges,
  type SimulatedModel,
  simulatedPanel,
} from "./models.ts";
import { panelAnswer } from "./panel_model.ts";
import { type Plan, plantedPlan } from "./plan.ts";
import type { Said } from "./said.ts";
import { takeDraw } from "./tell_draw.ts";

/** The sample taxonomy, from wherever the program is run. */
const SAMPLE = fileURLToPath(new URL("../../data/sample_taxonomy.csv", import.meta.url));

/** What a simulation is made of. */
export interface SimulationOptions {
  /** The same seed gives the same plan, and the same text to the same request. */
  readonly seed: string | number;
  /** The values of the study's taxonomy, which the simulated models know by name; the sample's when left out. */
  readonly values?: readonly Value[];
  /** What is planted; something of everything ({@linkcode plantedPlan}) when left out. */
  readonly planted?: Plan;
}

/** A running simulation: what a study's config needs of it, and the truth that was planted. */
export interface Simulation extends AsyncDisposable {
  /** The providers by their ids, all on one local port. No key is needed. */
  readonly providers: Readonly<Record<string, ProviderConfig>>;
  readonly panel: readonly SimulatedModel[];
  readonly generators: readonly SimulatedModel[];
  readonly judges: readonly SimulatedModel[];
  readonly embedder: SimulatedModel;
  /** The planted truth, for tests and for telling a study's findings apart from it. */
  readonly plan: Plan;
  /** How many requests were served. */
  readonly served: number;
  close(): Promise<void>;
}

/**
 * Starts a simulated panel with its generators, judges and embedder, served on a local port over the wire formats of
 * OpenAI (which xAI shares), Anthropic and Google, so that the providers' own SDKs run against it. It stands for no
 * real model: texts and positions are made up, and every study made with it should say so.
 *
 * The base URLs change from run to run, but are no part of a call's key: a study that is run again costs no call.
 * Repeated draws of one query are told apart where the engine has {@linkcode tellDraw} around its providers, and are the
 * same without.
 *
 * @example
 * ```ts ignore
 * await using simulation = await startSimulation({ seed: 1, values });
 * const { providers } = simulation;
 * await using engine = createEngine({ config: { providers }, journal, around: tellDraw });
 * ```
 */
export async function startSimulation(options: SimulationOptions): Promise<Simulation> {
  const { seed, values = await readTaxonomy(SAMPLE) } = options;
  const categories = [...new Map(values.map((value) => [value.category, value])).values()];
  const plan = options.planted ??
    plantedPlan(seed, categories.map(({ category }) => category), simulatedPanel);
  const lexicon = new Lexicon(values);
  const panel = new Map(simulatedPanel.map((model) => [model.model, model]));
  const generators = new Set(simulatedGenerators.map((model) => model.model));
  const judges = new Set(simulatedJudges.map((model) => model.model));
  const embedder = new SimulatedEmbedder(lexicon, categories);
  let served = 0;

  const answer = (name: string, messages: readonly Message[], draw: number): Said => {
    const model = panel.get(name);
    if (model) return panelAnswer(plan, lexicon, model, messages, draw);
    if (generators.has(name)) return generatorAnswer(seed, lexicon, messages);
    if (judges.has(name)) return judgeAnswer(seed, name, lexicon, messages);
    throw new RangeError(`Expected a simulated model but found "${name}"`);
  };
  const chat: Fixture = {
    match: { endpoint: "chat" },
    response({ model, messages: sent }) {
      served++;
      const { messages, draw } = takeDraw(sent.map(plain));
      return responseOf(model, messages, answer(model, messages, draw));
    },
  };
  const embeddings = {
    path: `/v1beta/models/${simulatedEmbedderModel.model}:batchEmbedContents`,
    handler: batchEmbedder((text, dimensions) => embedder.embed(text, dimensions), () => served++),
  };
  // Every request is kept by default; a study of thousands needs none.
  const serving = { port: 0, host: "127.0.0.1", logLevel: "silent", journalMaxEntries: 1 } as const;
  const { server, url } = await createServer([chat], serving, [embeddings]);
  const shared = { concurrency: 48, timeoutSeconds: 60 };
  const close = async () => {
    const closed = new Promise<void>((resolve) => server.close(() => resolve()));
    // Clients keep connections open for minutes in case they are needed again.
    server.closeAllConnections();
    await closed;
  };
  return {
    providers: {
      simulated_openai: { api: "openai", baseUrl: `${url}/v1`, ...shared },
      simulated_anthropic: { api: "anthropic", baseUrl: url, ...shared },
      simulated_google: { api: "google", baseUrl: url, ...shared },
      simulated_xai: { api: "openai", baseUrl: `${url}/v1`, ...shared },
    },
    panel: simulatedPanel,
    generators: simulatedGenerators,
    judges: simulatedJudges,
    embedder: simulatedEmbedderModel,
    plan,
    get served() {
      return served;
    },
    close,
    [Symbol.asyncDispose]: close,
  };
}

function plain({ role, content }: ChatCompletionRequest["messages"][number]): Message {
  const text = typeof content === "string"
    ? content
    : (content ?? []).map((part) => part.text ?? "").join("");
  return { role: role === "tool" ? "user" : role, content: text };
}

/** An answer with its usage, in words that all wire formats translate; four characters count as a token. */
function responseOf(model: string, messages: readonly Message[], said: Said): FixtureResponse {
  const asked = messages.reduce((sum, { content }) => sum + content.length, 0);
  return {
    content: said.content,
    finishReason: finishReason(model, said),
    usage: {
      prompt_tokens: Math.ceil(asked / 4),
      completion_tokens: Math.ceil(said.content.length / 4),
    },
  };
}

/** Anthropic's word for a withheld answer is not translated. */
function finishReason(model: string, said: Said): string {
  const anthropic = [...simulatedPanel, ...simulatedGenerators, ...simulatedJudges]
    .some((one) => one.model === model && one.family === "anthropic");
  return said.finishReason === "content_filter" && anthropic
    ? "refusal"
    : said.finishReason ?? "stop";
}
