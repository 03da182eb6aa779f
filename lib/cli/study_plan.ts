import type { PlannedCalls } from "../querying/estimate.ts";
import type { Stage } from "../study/call.ts";
import { resolve } from "node:path";
import { readScenarios } from "../generation/given_scenarios.ts";
import { IMPORTED_PROVIDER, type StudyConfig } from "../study/config.ts";
import type { Journal } from "../study/journal.ts";
import type { ModelRef } from "../study/model_ref.ts";

/** Calls of one stage to one model, at most: fewer where queries are refused or thinned. */
export interface PlanRow {
  readonly stage: Stage;
  readonly model: ModelRef;
  /** All calls of the study. */
  readonly calls: number;
  /** Those that have an answer in the journal. */
  readonly inJournal: number;
  /** Those still to be made. */
  readonly left: number;
}

/** Tokens of a call as the paper's kind of texts need them, where no pilot tells better. */
const TOKENS: Partial<Record<Stage, { input: number; output: number }>> = {
  generate: { input: 500, output: 400 },
  nudge: { input: 600, output: 400 },
  respond: { input: 150, output: 700 },
  rubric: { input: 900, output: 1_500 },
  embed: { input: 120, output: 0 },
};

/** Tokens of a rubric and of one response in a judge's prompt, and of one judgement. */
const RUBRIC = 1_500, RESPONSE = 700, JUDGEMENT = 90;

/**
 * Lists the calls that a study comes to, by stage and model, and how many of them are left. Before the queries are
 * there, all that depends on them counts as if every one were written and, with `diversity.k`, kept. Imported
 * models are not asked and have no row.
 *
 * @param folder The study's folder, where it has a file of scenarios.
 */
export async function planStudy(
  config: StudyConfig,
  journal: Journal,
  folder = ".",
): Promise<PlanRow[]> {
  const { pairs, generators, panel, samples, positionRepeats } = config;
  const given = config.scenarios && await readScenarios(resolve(folder, config.scenarios));
  const scenarios = given ? given.length : pairs;
  const generated = given
    ? given.reduce((sum, scenario) => sum + scenario.queries.length, 0)
    : 3 * pairs;
  const queries = Math.min(config.diversity?.k ?? generated, generated);
  const shown = config.positionMode === "together" ? samples : panel.length * samples;
  const share = (i: number) => Math.ceil((pairs - i) / generators.length);
  const rows: [Stage, ModelRef, number][] = [
    ...generators.map((m, i) => ["generate", m, share(i)] as [Stage, ModelRef, number]),
    ...generators.map((m, i) => ["nudge", m, 2 * share(i)] as [Stage, ModelRef, number]),
    ...panel.filter((m) => m.provider !== IMPORTED_PROVIDER).map((m) =>
      ["respond", m, queries * samples] as [Stage, ModelRef, number]
    ),
    ["rubric", config.rubricJudge, Math.min(scenarios, queries)],
    ...config.positionJudges.map((m) =>
      ["position", m, queries * shown * positionRepeats] as [Stage, ModelRef, number]
    ),
  ];
  const { model } = config.embedder;
  if (model.provider !== "local") rows.push(["embed", model, generated]);
  const done = new Map<string, number>();
  for (const { stage, provider, model, completions } of await journal.totals()) {
    done.set(`${stage}\n${provider}\n${model}`, completions);
  }
  // Vectors are kept apart from completions; the panel is asked only when all queries have theirs.
  const embedded = [...done.keys()].some((id) => id.startsWith("respond\n"));
  if (embedded) done.set(`embed\n${model.provider}\n${model.model}`, generated);
  return rows.map(([stage, model, calls]) => {
    const id = `${stage}\n${model.provider}\n${model.model}`;
    const inJournal = Math.min(calls, done.get(id) ?? 0);
    // Two entries may name one model: what the journal has of it counts once.
    done.set(id, (done.get(id) ?? 0) - inJournal);
    return { stage, model, calls, inJournal, left: calls - inJournal };
  });
}

/** What is left of a plan, with the tokens of a call for roles that have no pilot. */
export function plannedCalls(rows: readonly PlanRow[], config: StudyConfig): PlannedCalls[] {
  const responses = config.positionMode === "together" ? config.panel.length : 1;
  const position = {
    input: 600 + RUBRIC + responses * RESPONSE,
    output: responses * JUDGEMENT,
  };
  return rows.map(({ stage, model, left }) => {
    const tokens = stage === "position" ? position : TOKENS[stage];
    return { stage, model, calls: left, ...(tokens ? { tokens } : {}) };
  });
}
