import type { ColumnTable } from "arquero";
import { expressedProfileTable, type ExpressedRow } from "../analysis/expressed_profiles.ts";
import { toTable } from "../analysis/table.ts";
import { PUBLISHED_NUMBERS } from "../published/published_numbers.ts";
import { RESPONSE_TYPES } from "../scoring/prompts/mod.ts";
import { familyOf } from "../study/model_ref.ts";
import type { StudyRun } from "./run_study.ts";

/** From full compliance to complete rejection, in the same order as the words of the paper. */
const TYPES = Object.keys(RESPONSE_TYPES);

/** What a study's label judge says, as tables. */
export interface LabelTables {
  /** Responses of each type, in the words of the paper, per model. */
  readonly types: ColumnTable;
  /** Values that the responses (of each model its first to a query) express, by category, per family of models. */
  readonly expressed: ColumnTable;
  /** The rows behind it, one per query and model, to count which values come together. */
  readonly expressedRows: readonly ExpressedRow[];
  /** The topics of each query, by its id. */
  readonly topics: ReadonlyMap<string, readonly string[]>;
}

/**
 * Puts the labels of a study's queries of high disagreement, and of the responses to them, into tables.
 *
 * @throws {RangeError} If the study has no labels.
 *
 * @example
 * ```ts ignore
 * labelTables(run).types.print();
 * ```
 */
export function labelTables(
  { config, labels, queryRows }: Pick<StudyRun, "config" | "labels" | "queryRows">,
): LabelTables {
  if (labels === null) throw new RangeError("Expected a study with a label judge but found none");
  const pairs = new Map(queryRows.map(({ query, pair }) => [query, pair]));
  const families = new Map(config.panel.map((model) => [model.key, familyOf(model)]));
  const words = PUBLISHED_NUMBERS.response_categories_figure4;
  const types = new Map<string, { model: string; type: string; count: number }>();
  for (const { model, label } of labels.responseTypes) {
    if (label === null) continue;
    const id = `${model}\n${label}`;
    const row = types.get(id) ?? { model, type: words[TYPES.indexOf(label)]!, count: 0 };
    row.count++;
    types.set(id, row);
  }
  const expressedRows = labels.expressed.filter(({ sample }) => sample === 0).map((
    { query, model, names },
  ): ExpressedRow => ({
    query,
    model,
    pair: pairs.get(query)!,
    categories: names && names.map((name) => labels.categories.get(name)?.category ?? null),
  }));
  return {
    types: toTable([...types.values()], ["model", "type", "count"]),
    expressed: expressedProfileTable(expressedRows, {
      groupOf: (model) => families.get(model) ?? model,
    }),
    expressedRows,
    topics: new Map(
      labels.topics.map(({ query, topics }) => [
        query,
        Object.entries(topics ?? {}).flatMap(([topic, is]) => is ? [topic] : []),
      ]),
    ),
  };
}
