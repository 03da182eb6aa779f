import type { ImportedQuery } from "../published/import_queries.ts";
import type {
  ImportedOutcome,
  ImportedResponse,
  ImportedResponses,
} from "../published/import_responses.ts";
import { importedCompletion } from "../published/imported_completion.ts";
import type { Completion } from "../study/completion.ts";
import { IMPORTED_PROVIDER, providersOf } from "../study/config.ts";
import { InputError } from "../study/input_error.ts";
import type { ImportedStudy } from "./import_study.ts";

/** What a table's responses came to, once all of them have been given. */
export interface ImportCounts {
  readonly outcomes: Record<ImportedOutcome, number>;
  /** By the model's name in the table, answers that are in the journal. */
  readonly kept: Map<string, number>;
  /** Cells of imported models for which the table has no response: they are kept as failed. */
  lacking: number;
  /** Cells that a run will ask of the models that name a provider. */
  toAsk: number;
  /** The text of the first response. */
  first: string | null;
}

/** How completions are made. */
export interface CompletionOptions {
  /** When they are imported, in milliseconds since the epoch. */
  readonly at: number;
  /** The column of the query, for messages. */
  readonly field: string;
  /** Called with the rows of the table so far. */
  readonly onRow?: (rows: number) => void;
}

/**
 * The completions of an imported study, one by one, and what they come to: every response of the table, then a failure
 * for each cell of an imported model that it lacks. Of the responses only a mark for each cell is kept.
 *
 * @throws {InputError} From the iteration: for two answers of a model to one text, or a wrong cell of the table.
 */
export function importCompletions(
  found: ImportedResponses,
  study: ImportedStudy,
  options: CompletionOptions,
): { readonly completions: AsyncIterable<Completion>; readonly counts: ImportCounts } {
  const counts: ImportCounts = {
    outcomes: { answered: 0, filtered: 0, truncated: 0, failed: 0 },
    kept: new Map([...study.panel.keys()].map((name) => [name, 0])),
    lacking: 0,
    toAsk: 0,
    first: null,
  };
  return { counts, completions: completionsOf(found, study, options, counts) };
}

async function* completionsOf(
  found: ImportedResponses,
  study: ImportedStudy,
  options: CompletionOptions,
  counts: ImportCounts,
): AsyncGenerator<Completion> {
  const queries = found.scenarios.flatMap((scenario) => scenario.queries);
  const rowOf = new Map(queries.map((query, row) => [query, row]));
  const names = [...study.panel.keys()];
  const columnOf = new Map(names.map((name, column) => [name, column]));
  const cell = ({ query, model, sample }: Pick<ImportedResponse, "query" | "model" | "sample">) =>
    (rowOf.get(query)! * names.length + columnOf.get(model)!) * found.samples + sample;
  const answered = new Uint8Array(queries.length * names.length * found.samples);
  const providers = providersOf(study.config);
  const once = new OneAnswerEach(queries, options.field);

  const completionOf = (response: ImportedResponse) => {
    const model = study.panel.get(response.model)!;
    const provider = providers[model.provider]!;
    const completion = importedCompletion(response, model, provider, options.at);
    once.check(response, completion);
    return completion;
  };

  let any = false;
  for await (const response of found.responses(options.onRow)) {
    counts.outcomes[response.outcome]++;
    if (!any) counts.first = response.text;
    any = true;
    if (response.outcome === "failed") continue;
    answered[cell(response)] = 1;
    counts.kept.set(response.model, counts.kept.get(response.model)! + 1);
    yield completionOf(response);
  }
  for (const query of queries) {
    for (const model of names) {
      for (let sample = 0; sample < found.samples; sample++) {
        const lacking = { query, model, sample, outcome: "failed" as const, text: null };
        if (answered[cell(lacking)] === 1) continue;
        if (study.panel.get(model)!.provider !== IMPORTED_PROVIDER) {
          counts.toAsk++;
          continue;
        }
        counts.lacking++;
        yield completionOf(lacking);
      }
    }
  }
}

/** Two queries may have the same words: then they are one question, and have one answer. */
class OneAnswerEach {
  readonly #repeated: ReadonlySet<string>;
  readonly #bodies = new Map<string, string>();

  constructor(queries: readonly ImportedQuery[], readonly field: string) {
    const seen = new Set<string>();
    this.#repeated = new Set(
      queries.map(({ text }) => text).filter((text) => seen.size === seen.add(text).size),
    );
  }

  check({ query, model }: ImportedResponse, { key, body }: Completion): void {
    if (!this.#repeated.has(query.text)) return;
    const earlier = this.#bodies.get(key);
    if (earlier !== undefined && earlier !== body) {
      throw new InputError(
        `Expected one answer of "${model}" to each text of a query but found two to ${
          JSON.stringify(query.text.slice(0, 60))
        }`,
        { field: this.field },
      );
    }
    this.#bodies.set(key, body);
  }
}
