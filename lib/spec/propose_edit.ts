import { z } from "zod";
import { askJson } from "../generation/ask_json.ts";
import type { Ask, Engine } from "../querying/engine.ts";
import type { ModelRef } from "../study/model_ref.ts";
import type { Outcome } from "../study/outcome.ts";
import type { Scenario } from "../study/scenario.ts";
import type { Spec } from "./clause.ts";
import { applyEdits, type Edit, editSchema } from "./edit.ts";
import type { Evidence, Finding } from "./finding.ts";
import { proposeEditPrompt, type ShownCase } from "./prompts/propose_edit.ts";

/** What an edit is proposed for, and by whom. */
export interface ProposeOptions {
  readonly spec: Spec;
  /** The gap to mend. */
  readonly finding: Finding;
  /** The model that writes the edits. */
  readonly model: ModelRef;
  /** For the texts of the finding's queries; evidence on a query that they do not have is not shown. */
  readonly scenarios: readonly Scenario[];
  /** Queries that the model is not to see, because the mend is to be tried on them. */
  readonly heldOut?: Iterable<string>;
  /** The index of the draw: another one asks for another proposal. @default {0} */
  readonly sample?: number;
}

/** Edits that a model proposes. */
export interface Proposal {
  /** `answered` where there are edits, otherwise why not. */
  readonly outcome: Outcome;
  /** Edits that can be applied to the spec one after the other; empty where there is no answer. */
  readonly edits: readonly Edit[];
  /** What they settle, in the model's words; null where there is no answer. */
  readonly rationale: string | null;
  /** Why, for an outcome other than `answered`. */
  readonly detail: string | null;
  /** The queries that the model was shown. */
  readonly seen: readonly string[];
  readonly model: string;
  /** The key of the completion in the journal. */
  readonly key: string;
}

const answerSchema = z.strictObject({
  rationale: z.string().min(1),
  edits: z.array(editSchema).min(1).max(3),
});

/** How many of a case's judges are quoted: the panel's answers to one query are many and much alike. */
const WORDS_SHOWN = 8;

/**
 * Asks a model to mend a gap by one to three edits. The edits are checked by applying them: where they name a clause
 * that the spec does not have, or reach beyond their clause, the model is told so and asked once more. Nothing is
 * changed by this; `applyEdits` does that, and a repair shows what came of it.
 *
 * @param engine Answers the ask; an offline one gives the journaled proposal.
 *
 * @example
 * ```ts ignore
 * const [finding] = run.compliance!.diagnosis.findings;
 * const { edits } = await proposeEdit(engine, { spec, finding, model, scenarios });
 * console.log(applyEdits(spec, edits).spec.source);
 * ```
 */
export async function proposeEdit(engine: Engine, options: ProposeOptions): Promise<Proposal> {
  const { spec, finding, model, sample = 0 } = options;
  const cases = shownCases(options);
  const ask: Ask = {
    stage: "repair",
    prompt: proposeEditPrompt.id,
    model,
    messages: proposeEditPrompt.render({
      spec: spec.source,
      clauses: spec.clauses,
      kind: finding.kind,
      at: finding.clauses,
      topic: finding.topic,
      hits: Math.round(finding.score.estimate * finding.score.n),
      total: finding.score.n,
      cases: cases.map((shown) => shown.text),
    }),
    parameters: { json: true },
    sample,
  };
  const read = (json: unknown) => {
    const answer = answerSchema.parse(json);
    applyEdits(spec, answer.edits);
    return answer;
  };
  for await (const [, reading] of askJson(engine, [ask], read, { label: "edit", total: 1 })) {
    return {
      outcome: reading.outcome,
      edits: reading.value?.edits ?? [],
      rationale: reading.value?.rationale ?? null,
      detail: reading.detail,
      seen: cases.map(({ query }) => query),
      model: model.key,
      key: reading.key,
    };
  }
  throw new Error("Expected an answer to every ask but found none");
}

function shownCases(
  { finding, scenarios, heldOut = [] }: ProposeOptions,
): { query: string; text: ShownCase }[] {
  const texts = new Map(
    scenarios.flatMap(({ queries }) => queries.map(({ id, text }) => [id, text] as const)),
  );
  const hidden = new Set(heldOut);
  return finding.evidence.flatMap(({ query, words }) => {
    const text = texts.get(query);
    if (text === undefined || hidden.has(query)) return [];
    return [{ query, text: { query: text, words: telling(words) } }];
  });
}

/** Words of as many different judges and decisions as there is room for, in their order. */
function telling(words: Evidence["words"]): Evidence["words"] {
  const groups = Map.groupBy(words, ({ judge, decision }) => JSON.stringify([judge, decision]));
  const rounds = [...groups.values()].flatMap((own) => own.map((word, round) => ({ word, round })))
    .sort((a, b) => a.round - b.round).slice(0, WORDS_SHOWN);
  const chosen = new Set(rounds.map(({ word }) => word));
  return words.filter((word) => chosen.has(word));
}
