import { InputError, type Where } from "../study/input_error.ts";
import { integerCell } from "./cells.ts";
import type { ColumnSource } from "./column_source.ts";
import type { ResponsesMapping } from "./import_mapping.ts";
import {
  importedModel,
  ImportedQueries,
  type ImportedQuery,
  importedRows,
  type ImportedScenario,
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

/** A table of responses, read. */
export interface ImportedResponses {
  readonly rows: number;
  readonly scenarios: readonly ImportedScenario[];
  readonly responses: readonly ImportedResponse[];
  /** Draws of each query and model: the most that one has. */
  readonly samples: number;
}

/**
 * Reads a table of responses.
 *
 * @param sources Its files, one after the other.
 * @throws {InputError} For a missing column or a wrong cell, naming file, row and field.
 */
export async function readImportedResponses(
  sources: readonly ColumnSource[],
  mapping: ResponsesMapping,
): Promise<ImportedResponses> {
  const queries = new ImportedQueries(mapping);
  const { model, response, sample, outcome, responses: wide } = mapping;
  const columns = [
    ...queries.columns,
    ...Object.values(wide ?? {}),
    ...[model, response, sample, outcome?.column].filter((name) => name !== undefined),
  ];
  const responses: ImportedResponse[] = [];
  const draws = new Map<ImportedQuery, Map<string, Set<number>>>();
  let rows = 0;
  const add = (found: Omit<ImportedResponse, "sample">, numbered: number | null, where: Where) => {
    const ofQuery = draws.get(found.query) ?? new Map<string, Set<number>>();
    draws.set(found.query, ofQuery);
    const taken = ofQuery.get(found.model) ?? new Set<number>();
    ofQuery.set(found.model, taken);
    const at = numbered ?? taken.size;
    if (taken.has(at) || at < 0) {
      throw new InputError(`Expected each sample from 0 on once but found ${at} again`, where);
    }
    taken.add(at);
    responses.push({ ...found, sample: at });
  };
  for await (const { cell, where } of importedRows(sources, columns)) {
    rows++;
    const query = queries.add(cell, where);
    if (wide) {
      for (const [name, field] of Object.entries(wide)) {
        const text = responseText(cell(field));
        const ended = text === null ? "failed" : "answered";
        add({ query, model: name, outcome: ended, text }, null, where);
      }
      continue;
    }
    const name = importedModel(cell(model!), mapping, { ...where, field: model! });
    const text = responseText(cell(response!));
    const said = outcome && outcome.entries[String(cell(outcome.column) ?? "")];
    const ended = said ?? "answered";
    const numbered = sample === undefined
      ? null
      : integerCell(cell(sample), { ...where, field: sample });
    const kept = text === null && ended !== "filtered" ? "failed" : ended;
    add({ query, model: name, outcome: kept, text }, numbered, where);
  }
  if (rows === 0) {
    throw new InputError("Expected at least one row but found none", { file: sources[0]!.name });
  }
  const samples = responses.reduce((most, { sample }) => Math.max(most, sample + 1), 1);
  return { rows, scenarios: queries.scenarios, responses, samples };
}

/** A model may answer "None": only an empty cell is no response. */
function responseText(cell: unknown): string | null {
  const text = cell === null || cell === undefined ? "" : String(cell);
  return text.trim() === "" ? null : text;
}
