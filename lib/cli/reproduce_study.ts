import type { ExpressedRow } from "../analysis/expressed_profiles.ts";
import type { FlagRow } from "../analysis/rates.ts";
import { PUBLISHED_NUMBERS } from "../published/published_numbers.ts";
import { REJECTIONS, RESPONSE_TYPES, type ResponseType, TOPICS } from "../scoring/prompts/mod.ts";
import { readStudyConfig } from "../study/study.ts";
import { hasStudyTables, readStudyTable, type StudyTableRow } from "./reproduce_study_table.ts";

/** What the label judge of an imported study says of its responses, as `deno task study export` wrote it. */
export interface StudyLabelRows {
  /** Who labelled, in a sentence. */
  readonly says: string;
  /** Whether its judges are simulated. */
  readonly simulated: boolean;
  /** How often each model's responses were of a type, in the words of the paper. */
  readonly types: readonly {
    readonly model: string;
    readonly type: string;
    readonly count: number;
  }[];
  /** Whether a response refuses, with the topics of its query. */
  readonly refusals: readonly (FlagRow & { readonly topics: readonly string[] })[];
  /** The categories that each response expresses. */
  readonly expressed: readonly ExpressedRow[];
}

const TOPIC_NAMES = Object.keys(TOPICS);

/** The export writes names of columns without spaces. */
const columnOf = (topic: string) => topic.replaceAll(" ", "_");

/** The tables that are read, as the export names them. */
const TABLES = ["queries", "topics", "response_types", "expressed_values"] as const;

/**
 * Reads the labels of a folder that is a study with exported tables.
 *
 * @returns null where it is no study, or has no labels.
 * @throws {InputError} For a table that is not what an export writes.
 */
export async function readStudyLabels(folder: string): Promise<StudyLabelRows | null> {
  if (!await hasStudyTables(folder, TABLES)) return null;
  const rowsOf = (name: typeof TABLES[number], columns: readonly string[]) =>
    readStudyTable(folder, name, columns);
  const { name, simulated, labelJudge } = await readStudyConfig(folder);
  const queries = await rowsOf("queries", ["query", "pair"]);
  const pairs = new Map(queries.map(({ query, pair }) => [String(query), String(pair)]));
  const cell = (row: StudyTableRow) => {
    const query = String(row.query);
    return { query, pair: pairs.get(query) ?? query, model: String(row.model) };
  };

  const topics = new Map(
    (await rowsOf("topics", ["query", ...TOPIC_NAMES.map(columnOf)])).map((row) => [
      String(row.query),
      TOPIC_NAMES.filter((topic) => row[columnOf(topic)] === true),
    ]),
  );
  const labelled = await rowsOf("response_types", ["query", "model", "outcome", "label"]);
  const types = new Map<string, { model: string; type: string; count: number }>();
  for (const row of labelled) {
    const at = Object.keys(RESPONSE_TYPES).indexOf(String(row.label));
    const type = PUBLISHED_NUMBERS.response_categories_figure4[at];
    if (type === undefined) continue;
    const model = String(row.model);
    const key = JSON.stringify([model, type]);
    const own = types.get(key) ?? { model, type, count: 0 };
    types.set(key, { ...own, count: own.count + 1 });
  }
  const expressed = new Map<string, { row: StudyTableRow; categories: (string | null)[] | null }>();
  const named = ["query", "model", "sample", "repeat", "outcome", "name", "category"];
  for (const row of await rowsOf("expressed_values", named)) {
    if (Number(row.sample) !== 0 || Number(row.repeat) !== 0) continue;
    const key = JSON.stringify([row.query, row.model]);
    const own = expressed.get(key) ??
      { row, categories: row.outcome === "answered" ? [] : null };
    expressed.set(key, own);
    if (row.name !== null) {
      own.categories?.push(row.category === null ? null : String(row.category));
    }
  }
  return {
    says: `${labelJudge?.key ?? "A judge"} labelled the responses to ${topics.size} queries of ` +
      `high disagreement in the study "${name}".`,
    simulated,
    types: [...types.values()],
    refusals: labelled.map((row) => ({
      ...cell(row),
      topics: topics.get(String(row.query)) ?? [],
      flag: refuses(row),
    })),
    expressed: [...expressed.values()].map(({ row, categories }) => ({ ...cell(row), categories })),
  };
}

/** A provider's filter counts as a refusal; where nobody could tell, it is null. */
function refuses({ outcome, label }: StudyTableRow): boolean | null {
  if (outcome === "filtered") return true;
  return label === null ? null : REJECTIONS.includes(label as ResponseType);
}
