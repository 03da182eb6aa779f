import { InputError, type Where } from "../study/input_error.ts";
import { integerCell } from "./cells.ts";
import type { ColumnSource } from "./column_source.ts";
import type { ResponsesMapping } from "./import_mapping.ts";
import {
  assertImportColumns,
  assertModelsThere,
  importedModel,
  ImportedQueries,
  type ImportedQuery,
  type ImportedRow,
  importedRows,
  type ImportedScenario,
  wordsOrNothing,
} from "./import_queries.ts";

/** How an imported answer ended. */
export type ImportedOutcome = "answered" | "filtered" | "truncated" | "failed";

/** What a model answered to a query, as the table has it. */
export interface ImportedResponse {
  readonly query: ImportedQuery;
  /** The model's name in the table. */
  readonly model: string;
  readonly sample: number;
  readonly outcome: ImportedOutcome;
  /** Null where the table has none. */
  readonly text: string | null;
}

/** A table of responses, gone through once: what was asked, but not yet what was answered. */
export interface ImportedResponses {
  readonly rows: number;
  readonly scenarios: readonly ImportedScenario[];
  /** Draws of each query and model: the most that one has. */
  readonly samples: number;
  /**
   * Goes through the table again and gives every response as it comes; `onRow` is called with the rows so far. Their
   * queries are those of `scenarios`.
   *
   * @throws {InputError} For a cell that is not what it must be.
   */
  responses(onRow?: (rows: number) => void): AsyncGenerator<ImportedResponse>;
}

/**
 * Reads the queries of a table of responses; the responses themselves are given one by one, since all of them may be
 * more than memory holds.
 *
 * @param sources Its files, one after the other.
 * @throws {InputError} For a missing column or a wrong cell, naming file, row and field.
 */
export async function readImportedResponses(
  sources: readonly ColumnSource[],
  mapping: ResponsesMapping,
): Promise<ImportedResponses> {
  const { model, response, sample, outcome, responses: wide } = mapping;
  const queries = new ImportedQueries(mapping);
  const asking = [...queries.columns, ...[model, sample].filter((name) => name !== undefined)];
  const answering = [
    ...Object.values(wide ?? {}),
    ...[response, outcome?.column].filter((name) => name !== undefined),
  ];
  assertImportColumns(sources, [...asking, ...answering]);

  /** Who is asked what in a row, as the how-manieth. */
  function asked(row: ImportedRow, draws: Draws): Asked[] {
    const { cell, where } = row;
    const query = queries.add(cell, where);
    if (wide) {
      return Object.keys(wide).map((name) => ({
        query,
        model: name,
        sample: draws.take(query, name, null, where),
      }));
    }
    const name = importedModel(cell(model!), mapping, { ...where, field: model! });
    const numbered = sample === undefined
      ? null
      : integerCell(cell(sample), { ...where, field: sample });
    return [{ query, model: name, sample: draws.take(query, name, numbered, where) }];
  }

  let rows = 0;
  let samples = 1;
  const first = new Draws();
  const models = new Set<string>();
  for await (const row of importedRows(sources, asking)) {
    rows++;
    for (const one of asked(row, first)) {
      samples = Math.max(samples, one.sample + 1);
      models.add(one.model);
    }
  }
  if (rows === 0) {
    throw new InputError("Expected at least one row but found none", { file: sources[0]!.name });
  }
  assertModelsThere(mapping, models, {
    file: sources[0]!.name,
    ...(model === undefined ? {} : { field: model }),
  });
  return {
    rows,
    scenarios: queries.scenarios,
    samples,
    async *responses(onRow) {
      const draws = new Draws();
      let at = 0;
      for await (const row of importedRows(sources, [...asking, ...answering])) {
        for (const one of asked(row, draws)) {
          const field = wide ? wide[one.model]! : response!;
          const text = responseText(row.cell(field), { ...row.where, field });
          const said = outcome && outcome.entries[String(row.cell(outcome.column) ?? "")];
          const ended = said ?? "answered";
          yield {
            ...one,
            outcome: text === null && ended !== "filtered" ? "failed" : ended,
            text,
          };
        }
        onRow?.(++at);
      }
    },
  };
}

type Asked = Pick<ImportedResponse, "query" | "model" | "sample">;

/** Numbers repeated draws of a query and model, in the order of their rows unless they have numbers. */
class Draws {
  readonly #taken = new Map<ImportedQuery, Map<string, Set<number>>>();

  take(query: ImportedQuery, model: string, numbered: number | null, where: Where): number {
    const ofQuery = this.#taken.get(query) ?? new Map<string, Set<number>>();
    this.#taken.set(query, ofQuery);
    const taken = ofQuery.get(model) ?? new Set<number>();
    ofQuery.set(model, taken);
    const at = numbered ?? taken.size;
    if (taken.has(at) || at < 0) {
      throw new InputError(`Expected each sample from 0 on once but found ${at} again`, where);
    }
    taken.add(at);
    return at;
  }
}

/** A model may answer "None": only an empty cell is no response. */
function responseText(cell: unknown, where: Where): string | null {
  const text = wordsOrNothing(cell, where);
  return text === null || text.trim() === "" ? null : text;
}
