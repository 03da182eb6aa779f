import { z } from "zod";
import { askJson } from "../generation/ask_json.ts";
import type { Ask, Engine } from "../querying/engine.ts";
import type { ModelRef } from "../study/model_ref.ts";
import type { Response } from "../study/response.ts";
import type { Scenario } from "../study/scenario.ts";
import { type ClauseReliance, decisionSchema, type Verdict } from "../study/verdict.ts";
import { complyPrompt } from "./prompts/comply.ts";
import { queryIndex } from "./query_index.ts";
import { quoteStands } from "./quotes.ts";

/** What {@linkcode judgeCompliance} checks, against what. */
export interface ComplianceOptions {
  readonly spec: {
    /** The whole text, as judges read it. */
    readonly text: string;
    /** Its clauses: the ids that a judge may cite. */
    readonly clauses: readonly { readonly id: string; readonly title: string }[];
  };
  readonly scenarios: readonly Scenario[];
  readonly responses: readonly Response[];
  readonly judges: readonly ModelRef[];
}

const answerSchema = z.strictObject({
  reasoning: z.string(),
  clauses: z.array(z.strictObject({ id: z.string().min(1), quote: z.string().nullable() })),
  decision: decisionSchema,
});

interface ComplyAsk extends Ask {
  readonly response: Response;
}

/**
 * Has judges decide of every response whether it complies with a spec, each judge and response apart. A judge cites
 * clauses by id with words of the response; whether the clause is in the spec and the words in the response is
 * checked and kept beside them, and a citation that fails the check is not dropped.
 *
 * A response without an answer keeps its outcome, a truncated one too: there is nothing (whole) to judge.
 *
 * @param engine Answers the asks; an offline one rebuilds the verdicts from the journal.
 * @returns `responses * judges` verdicts, in the order of the responses, then of the judges.
 * @throws {RangeError} For a response to a query that no scenario has.
 */
export async function judgeCompliance(
  engine: Engine,
  options: ComplianceOptions,
): Promise<Verdict[]> {
  const { spec, scenarios, responses, judges } = options;
  const queries = queryIndex(scenarios, responses);
  const known = new Set(spec.clauses.map((clause) => clause.id));
  const asks = responses.filter((response) => response.outcome === "answered").flatMap((response) =>
    judges.map((model): ComplyAsk => ({
      stage: "comply",
      prompt: complyPrompt.id,
      model,
      messages: complyPrompt.render({
        spec: spec.text,
        clauses: spec.clauses,
        query: queries.get(response.query)!.query.text,
        response: response.text ?? "",
      }),
      parameters: { json: true },
      response,
    }))
  );
  const verdicts = new Map<Response, Map<string, Verdict>>();
  const read = (json: unknown) => answerSchema.parse(json);
  const run = { label: "compliance", total: asks.length };
  for await (const [{ response, model }, { outcome, value }] of askJson(engine, asks, read, run)) {
    const own = verdicts.get(response) ?? new Map<string, Verdict>();
    verdicts.set(response, own);
    own.set(model.key, {
      ...base(response, model.key),
      outcome,
      decision: value?.decision ?? null,
      reasoning: value?.reasoning ?? null,
      clauses: (value?.clauses ?? []).map((cited) => reliance(cited, known, response.text ?? "")),
    });
  }
  return responses.flatMap((response) =>
    judges.map(({ key }) =>
      verdicts.get(response)?.get(key) ?? {
        ...base(response, key),
        outcome: response.outcome === "answered" ? "not_run" as const : response.outcome,
        decision: null,
        reasoning: null,
        clauses: [],
      }
    )
  );

  function base({ query, model, sample }: Response, judge: string) {
    return { query, pair: queries.get(query)!.scenario.pair.id, model, sample, judge };
  }
}

function reliance(
  cited: { readonly id: string; readonly quote: string | null },
  known: ReadonlySet<string>,
  text: string,
): ClauseReliance {
  const id = cited.id.trim().replace(/^#/, "");
  const quote = cited.quote?.trim() || null;
  return {
    id,
    exists: known.has(id),
    quote,
    quoteFound: quote === null ? null : quoteStands(quote, text),
  };
}
