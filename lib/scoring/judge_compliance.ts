import { z } from "zod";
import { askJson } from "../generation/ask_json.ts";
import type { Ask } from "../querying/engine.ts";
import type { ModelRef } from "../study/model_ref.ts";
import type { Scenario } from "../study/scenario.ts";
import { type ClauseReliance, decisionSchema, type Verdict } from "../study/verdict.ts";
import { complyPrompt } from "./prompts/comply.ts";
import { queryIndex } from "./query_index.ts";
import { quoteStands } from "./quotes.ts";
import { readAgain, type Recall, recallAll, type RecallingEngine } from "./recall.ts";
import { type ResponseCell, ResponseRows } from "./response_rows.ts";
import { chunksOf } from "./rows.ts";
import { VerdictRows } from "./verdict_rows.ts";

/** What {@linkcode judgeCompliance} checks, against what. */
export interface ComplianceOptions {
  readonly spec: {
    /** The whole text, as judges read it. */
    readonly text: string;
    /** Its clauses: the ids that a judge may cite. */
    readonly clauses: readonly { readonly id: string; readonly title: string }[];
  };
  readonly scenarios: readonly Scenario[];
  /** Their texts are read from the journal. */
  readonly responses: Iterable<ResponseCell>;
  readonly judges: readonly ModelRef[];
}

const answerSchema = z.strictObject({
  reasoning: z.string(),
  clauses: z.array(z.strictObject({ id: z.string().min(1), quote: z.string().nullable() })),
  decision: decisionSchema,
});

const read = (json: unknown) => answerSchema.parse(json);

interface ComplyAsk extends Ask {
  /** Where its verdict stands in the result. */
  readonly index: number;
  readonly text: string;
}

/** Texts that are read together. */
const READ_TOGETHER = 500;

/**
 * Has judges decide of every response whether it complies with a spec, each judge and response apart. A judge cites
 * clauses by id with words of the response; whether the clause is in the spec and the words in the response is
 * checked and kept beside them, and a citation that fails the check is not dropped. The words themselves stay in the
 * journal, where {@linkcode readVerdicts} finds them.
 *
 * A response without an answer keeps its outcome, a truncated one too: there is nothing (whole) to judge.
 *
 * @param engine Answers the asks; an offline one rebuilds the verdicts from the journal.
 * @returns `responses * judges` verdicts, in the order of the responses, then of the judges.
 * @throws {RangeError} For a response to a query that no scenario has.
 */
export async function judgeCompliance(
  engine: RecallingEngine,
  options: ComplianceOptions,
): Promise<VerdictRows> {
  const { spec, scenarios, judges } = options;
  const responses = ResponseRows.from(options.responses);
  const queries = queryIndex(scenarios, responses.queryNames.all);
  const known = new Set(spec.clauses.map((clause) => clause.id));
  const verdicts = new VerdictRows(
    responses,
    judges.map(({ key }) => key),
    responses.queryNames.all.map((query) => queries.get(query)!.scenario.pair.id),
  );
  const answered = Int32Array.from({ length: responses.length }, (_, i) => i)
    .filter((i) => responses.outcome(i) === "answered");
  const asks = async function* (): AsyncGenerator<ComplyAsk> {
    for (const chunk of chunksOf(answered, READ_TOGETHER)) {
      const texts = await recallAll(engine, chunk.map((i) => responses.key(i)));
      for (const [at, i] of chunk.entries()) {
        const messages = complyPrompt.render({
          spec: spec.text,
          clauses: spec.clauses,
          query: queries.get(responses.query(i))!.query.text,
          response: texts[at]!,
        });
        for (const [j, model] of judges.entries()) {
          yield {
            stage: "comply",
            prompt: complyPrompt.id,
            model,
            messages,
            parameters: { json: true },
            index: i * judges.length + j,
            text: texts[at]!,
          };
        }
      }
    }
  };
  const run = { label: "compliance", total: answered.length * judges.length };
  for await (const [{ index, text }, reading] of askJson(engine, asks(), read, run)) {
    const { outcome, value, key } = reading;
    verdicts.end(
      index,
      outcome,
      value && {
        key,
        decision: value.decision,
        clauses: value.clauses.map((cited) => reliance(cited, known, text)),
      },
    );
  }
  return verdicts;
}

/**
 * Reads verdicts with the judges' words from the journal. The caller gives as many at a time as it wants in memory.
 *
 * @param indices Those to read, in this order; all when left out.
 */
export async function* readVerdicts(
  source: Recall,
  verdicts: VerdictRows,
  indices: Iterable<number> = Array.from({ length: verdicts.length }, (_, i) => i),
): AsyncGenerator<Verdict> {
  for (const chunk of chunksOf(indices, READ_TOGETHER)) {
    const given = chunk.filter((i) => verdicts.outcomes.get(i) === "answered");
    const texts = await recallAll(source, given.map((i) => verdicts.key(i)));
    const answers = new Map(given.map((i, at) => [i, readAgain(texts[at]!, read)]));
    for (const i of chunk) {
      const cell = verdicts.at(i)!;
      const answer = answers.get(i);
      yield {
        ...cell,
        reasoning: answer?.reasoning ?? null,
        clauses: cell.clauses.map((clause, at) => ({
          ...clause,
          quote: answer?.clauses[at]?.quote?.trim() || null,
        })),
      };
    }
  }
}

function reliance(
  cited: { readonly id: string; readonly quote: string | null },
  known: ReadonlySet<string>,
  text: string,
): ClauseReliance & { readonly quote: null } {
  const id = cited.id.trim().replace(/^#/, "");
  const quote = cited.quote?.trim() || null;
  const quoteFound = quote === null ? null : quoteStands(quote, text);
  return { id, exists: known.has(id), quote: null, quoteFound };
}
