import { InputError, type Where } from "../study/input_error.ts";
import { type Nudge, NUDGES } from "../study/scenario.ts";
import { notTooLong } from "./cells.ts";
import { batchesOf, type ColumnSource } from "./column_source.ts";
import type { ImportMapping } from "./import_mapping.ts";

/** A query of an imported table. */
export interface ImportedQuery {
  readonly value1: string;
  readonly value2: string;
  readonly nudge: Nudge;
  readonly text: string;
  readonly generator: string;
}

/** Queries of one scenario, each nudge at most once. */
export interface ImportedScenario {
  readonly queries: ImportedQuery[];
}

/** Gathers the queries of an imported table into scenarios, in the order of their first rows. */
export class ImportedQueries {
  readonly #scenarios = new Map<string, ImportedScenario>();

  constructor(readonly mapping: ImportMapping) {}

  /** The columns that it reads. */
  get columns(): string[] {
    const { query, value1, value2, nudge, scenario, generator } = this.mapping;
    return [query, value1, value2, nudge, ...[scenario].flat(), generator]
      .filter((name) => name !== undefined);
  }

  get scenarios(): ImportedScenario[] {
    return [...this.#scenarios.values()];
  }

  /**
   * The query of a row: the one that it has been met as before, or a new one.
   *
   * @throws {InputError} For an empty cell, a nudge that is none, or another query in its place.
   */
  add(cell: (column: string) => unknown, where: Where): ImportedQuery {
    const { mapping } = this;
    const text = (field: string) => textOf(cell(field), { ...where, field });
    const query: ImportedQuery = {
      text: words(cell(mapping.query), { ...where, field: mapping.query }),
      value1: text(mapping.value1).trim(),
      value2: text(mapping.value2).trim(),
      nudge: this.#nudge(cell, where),
      generator: mapping.generator === undefined ? "imported" : text(mapping.generator).trim(),
    };
    if (query.value1 === query.value2) {
      throw new InputError(`Expected two values but found "${query.value1}" twice`, {
        ...where,
        field: mapping.value2,
      });
    }
    const id = mapping.scenario === undefined
      ? [query.value1, query.value2, query.nudge, query.text]
      : [mapping.scenario].flat().map(text);
    const scenario = this.#scenarios.get(JSON.stringify(id)) ?? { queries: [] };
    this.#scenarios.set(JSON.stringify(id), scenario);
    const [first] = scenario.queries;
    if (first && (first.value1 !== query.value1 || first.value2 !== query.value2)) {
      throw new InputError(
        `Expected one value pair in a scenario but found "${first.value1}", "${first.value2}" and "${query.value1}", "${query.value2}"`,
        where,
      );
    }
    const known = scenario.queries.find((other) => other.nudge === query.nudge);
    if (known === undefined) {
      scenario.queries.push(query);
      return query;
    }
    if (known.text !== query.text) {
      throw new InputError(
        `Expected one ${query.nudge} query in a scenario but found a second text`,
        { ...where, field: mapping.query },
      );
    }
    return known;
  }

  #nudge(cell: (column: string) => unknown, where: Where): Nudge {
    const { nudge: field, nudges } = this.mapping;
    if (field === undefined) return "neutral";
    const entry = textOf(cell(field), { ...where, field });
    const known = nudges ?? Object.fromEntries(NUDGES.map((name) => [name, name]));
    if (Object.hasOwn(known, entry)) return known[entry]!;
    throw new InputError(
      `Expected one of ${Object.keys(known).join(", ")} but found "${entry.slice(0, 60)}"`,
      { ...where, field },
    );
  }
}

/** A row of an imported table. */
export interface ImportedRow {
  readonly cell: (column: string) => unknown;
  readonly where: { readonly file: string; readonly row: number };
}

/**
 * The rows of several files, one after the other, of the columns asked for; few of them stand in memory at a time.
 *
 * @throws {InputError} If a file lacks a column; before any row is given.
 */
export async function* importedRows(
  sources: readonly ColumnSource[],
  columns: readonly string[],
): AsyncGenerator<ImportedRow> {
  assertImportColumns(sources, columns);
  for (const source of sources) {
    for await (const { firstRow, rows, cells } of batchesOf(source, [...new Set(columns)])) {
      for (let i = 0; i < rows; i++) {
        yield {
          cell: (column) => cells.get(column)?.[i] ?? null,
          where: { file: source.name, row: firstRow + i + 1 },
        };
      }
    }
  }
}

/**
 * Whether every file has the columns.
 *
 * @throws {InputError} Naming the file and the column that it lacks.
 */
export function assertImportColumns(
  sources: readonly ColumnSource[],
  columns: readonly string[],
): void {
  for (const source of sources) {
    const field = columns.find((column) => !source.columns.includes(column));
    if (field === undefined) continue;
    throw new InputError(
      `Expected a column of this name but found ${source.columns.slice(0, 20).join(", ")}`,
      { file: source.name, field },
    );
  }
}

/**
 * Whether the table has something of every model that the mapping names, but for those that can be asked.
 *
 * @param there The names, as the table has them, of which it has something.
 * @throws {InputError} Naming the first model that it has nothing of.
 */
export function assertModelsThere(
  mapping: ImportMapping,
  there: ReadonlySet<string>,
  where: Where,
): void {
  for (const [name, model] of Object.entries(mapping.models)) {
    if (there.has(name) || "model" in model) continue;
    const what = mapping.kind === "scores" ? "score" : "response";
    throw new InputError(
      `Expected a ${what} of "${name}", which the mapping's models name, but found none`,
      where,
    );
  }
}

/**
 * The model of a row.
 *
 * @throws {InputError} If the mapping does not have it.
 */
export function importedModel(cell: unknown, mapping: ImportMapping, where: Where): string {
  const name = textOf(cell, where);
  if (Object.hasOwn(mapping.models, name)) return name;
  throw new InputError(`Expected a model that the mapping names but found "${name}"`, where);
}

function textOf(cell: unknown, where: Where): string {
  const text = cell === null || cell === undefined ? "" : notTooLong(String(cell), where);
  if (text.trim() !== "") return text;
  throw new InputError("Expected a text but found an empty cell", where);
}

/**
 * A cell that must hold words: a number or a list in it tells of a column that is another.
 *
 * @throws {InputError} If it holds something else, or nothing.
 */
function words(cell: unknown, where: Where): string {
  return textOf(wordsOrNothing(cell, where), where);
}

/**
 * A cell that holds words, or nothing.
 *
 * @throws {InputError} If it holds something else.
 */
export function wordsOrNothing(cell: unknown, where: Where): string | null {
  if (cell === null || cell === undefined) return null;
  if (typeof cell === "string") return notTooLong(cell, where);
  const what = typeof cell === "object" ? "an object or a list" : `the ${typeof cell} ${cell}`;
  throw new InputError(`Expected a text but found ${what}`, where);
}
