import { z } from "zod";
import type { Ask, Engine } from "../querying/engine.ts";
import type { ModelRef } from "../study/model_ref.ts";
import { type Nudge, NUDGES, type Query, queryId, type Scenario } from "../study/scenario.ts";
import type { ValuePair } from "../study/value.ts";
import { askJson, type Reading } from "./ask_json.ts";
import { countGeneration, type GenerationCell, type GenerationCounts } from "./generation_cell.ts";
import { incompleteness } from "./incompleteness.ts";
import { neutralQueryPrompt } from "./prompts/neutral_query.ts";
import { nudgedQueryPrompt } from "./prompts/nudged_query.ts";

/** What {@linkcode generateScenarios} made, and how every query that was asked for ended. */
export interface Generation {
  /** Scenarios that have at least their neutral query, in the order of the pairs. */
  readonly scenarios: Scenario[];
  /** One cell per pair and nudge: three times the number of pairs. */
  readonly cells: GenerationCell[];
  /** Counts of the cells, of the neutral queries and of the nudged ones. */
  readonly outcomes: { readonly generate: GenerationCounts; readonly nudge: GenerationCounts };
}

/**
 * Writes scenarios: for each pair the neutral query, by the generators in turn (the first generator takes the
 * first pair), then the same generator's two rewrites of it, one per value.
 *
 * Refusals and incomplete generations are recognised by a contract in the prompt (a JSON object that says
 * `written` or `declined`), by the provider's own outcome, and by the form of the query (see
 * {@linkcode incompleteness}); they are dropped and counted. Where a neutral query is missing, its variants are
 * `not_run`; where a variant is missing, the scenario keeps the others.
 *
 * @param engine Answers the asks; an offline one rebuilds the scenarios from the journal.
 * @param pairs Value pairs, as {@linkcode drawPairs} gives them. Their ids must be distinct.
 * @param options `generators`: the models that write, at least one.
 * @throws {RangeError} Without a generator.
 */
export async function generateScenarios(
  engine: Engine,
  pairs: Iterable<ValuePair>,
  options: { readonly generators: readonly ModelRef[] },
): Promise<Generation> {
  const { generators } = options;
  if (generators.length === 0) {
    throw new RangeError("Expected at least one generator but found none");
  }
  const tasks = Array.from(pairs, (pair, i): Task => ({
    pair,
    generator: generators[i % generators.length]!,
    queries: new Map(),
    cells: new Map(),
  }));
  await write(engine, tasks.map(neutralAsk), "neutral queries");
  const nudged = tasks.filter((task) => task.queries.has("neutral"));
  await write(
    engine,
    nudged.flatMap((task) => [nudgedAsk(task, "value1"), nudgedAsk(task, "value2")]),
    "nudged queries",
  );
  const cells = tasks.flatMap((task) =>
    NUDGES.map((nudge) => task.cells.get(nudge) ?? notRun(task, nudge))
  );
  return {
    scenarios: nudged.map(scenarioOf),
    cells,
    outcomes: {
      generate: countGeneration(cells.filter((cell) => cell.nudge === "neutral")),
      nudge: countGeneration(cells.filter((cell) => cell.nudge !== "neutral")),
    },
  };
}

/** The id of the scenario that belongs to a pair: `s000007` for `p000007`. */
export function scenarioId(pair: string): string {
  return `s${pair.replace(/^p/, "")}`;
}

interface Task {
  readonly pair: ValuePair;
  readonly generator: ModelRef;
  readonly queries: Map<Nudge, string>;
  readonly cells: Map<Nudge, GenerationCell>;
}

interface WriteAsk extends Ask {
  readonly task: Task;
  readonly nudge: Nudge;
}

const contract = z.discriminatedUnion("status", [
  z.strictObject({ status: z.literal("written"), query: z.string() }),
  z.strictObject({ status: z.literal("declined"), reason: z.string() }),
], { error: 'Expected "status" to be "written" or "declined".' });

function neutralAsk(task: Task): WriteAsk {
  const { value1, value2 } = task.pair;
  return {
    stage: "generate",
    prompt: neutralQueryPrompt.id,
    model: task.generator,
    messages: neutralQueryPrompt.render({ value1, value2 }),
    parameters: { json: true },
    task,
    nudge: "neutral",
  };
}

function nudgedAsk(task: Task, nudge: "value1" | "value2"): WriteAsk {
  const { value1, value2 } = task.pair;
  const query = task.queries.get("neutral")!;
  return {
    stage: "nudge",
    prompt: nudgedQueryPrompt.id,
    model: task.generator,
    messages: nudgedQueryPrompt.render({ value1, value2, query, nudge }),
    parameters: { json: true },
    task,
    nudge,
  };
}

async function write(engine: Engine, asks: WriteAsk[], label: string): Promise<void> {
  const read = (json: unknown) => contract.parse(json);
  for await (const [ask, reading] of askJson(engine, asks, read, { label, total: asks.length })) {
    const { task, nudge } = ask;
    const cell = cellOf(ask, reading);
    task.cells.set(nudge, cell);
    if (cell.end === "written" && reading.value?.status === "written") {
      task.queries.set(nudge, reading.value.query.trim());
    }
  }
}

function cellOf(ask: WriteAsk, reading: Reading<z.infer<typeof contract>>): GenerationCell {
  const { task, nudge } = ask;
  const base = { pair: task.pair.id, generator: task.generator.key, nudge };
  const { value } = reading;
  if (value === null) return { ...base, end: reading.outcome, detail: reading.detail };
  if (value.status === "declined") return { ...base, end: "declined", detail: value.reason };
  const fault = incompleteness(value.query, task.queries.get("neutral"));
  return fault === null
    ? { ...base, end: "written", detail: null }
    : { ...base, end: "incomplete", detail: fault };
}

function notRun({ pair, generator }: Task, nudge: Nudge): GenerationCell {
  const detail = "its neutral query is missing";
  return { pair: pair.id, generator: generator.key, nudge, end: "not_run", detail };
}

function scenarioOf({ pair, generator, queries }: Task): Scenario {
  const id = scenarioId(pair.id);
  const list = NUDGES.flatMap((nudge): Query[] => {
    const text = queries.get(nudge);
    return text === undefined ? [] : [{ id: queryId(id, nudge), scenario: id, nudge, text }];
  });
  return { id, pair, generator: generator.key, queries: list };
}
