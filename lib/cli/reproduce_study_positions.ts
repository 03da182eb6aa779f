import { join } from "node:path";
import type { PanelModel } from "../published/models.ts";
import { SCORES_FILE } from "../published/open_local.ts";
import { MISSING, type ModelPositions, type PositionTable } from "../published/position_table.ts";
import { InputError } from "../study/input_error.ts";
import { nudgeSchema } from "../study/scenario.ts";
import { CONFIG_FILE, readStudyConfig } from "../study/study.ts";
import { hasStudyTables, readStudyTable, studyTablePath } from "./reproduce_study_table.ts";

const TABLES = ["queries", "positions", "models"] as const;

/** The positions of a study, in the layout of the public dataset. */
export interface StudyPositions {
  readonly table: PositionTable;
  /** Says in the report what was read. */
  readonly from: string;
  /** The files that were read. */
  readonly paths: readonly string[];
}

/**
 * Reads the positions of a study from its exported tables: of repeated responses and judgings the first, by its first
 * judge, since the dataset has one of each.
 *
 * @returns null where the folder is no study, or one with imported scores, which are read as any table.
 * @throws {InputError} For a study without exported tables, or one that has no query yet.
 */
export async function readStudyPositions(folder: string): Promise<StudyPositions | null> {
  if (!await isFile(join(folder, CONFIG_FILE)) || await isFile(join(folder, SCORES_FILE))) {
    return null;
  }
  if (!await hasStudyTables(folder, TABLES)) {
    throw new InputError(
      `Expected the tables of this study but found none: write them with "deno task study export ${folder}"`,
      { file: folder },
    );
  }
  const { name, simulated, positionJudges: [judge] } = await readStudyConfig(folder);
  const queries = await readStudyTable(folder, "queries", [
    ...["query", "value1", "value2", "nudge", "text", "generator"],
  ]);
  if (queries.length === 0) {
    throw new InputError("Expected at least one query but found none", {
      file: studyTablePath(folder, "queries"),
    });
  }
  const models = (await readStudyTable(folder, "models", ["model", "family"])).map((row) => ({
    key: String(row.model),
    provider: String(row.family),
  }));
  const column = (of: string) => queries.map((row) => String(row[of]));
  const table = {
    rows: queries.length,
    models,
    queries: {
      value1: column("value1"),
      value2: column("value2"),
      nudge_direction: queries.map((row) => nudgeSchema.parse(row.nudge)),
      query: column("text"),
      // By this word a table is known to be simulated.
      query_generator: column("generator").map((key) => simulated ? `simulated ${key}` : key),
      rank: null,
      chunk_index: null,
      entry_idx: null,
    },
    positions: await firstPositions(folder, column("query"), models, judge!.key),
  };
  return {
    table,
    from: `The positions of the study "${name}", of the first response and judging, by ${
      judge!.key
    }.`,
    paths: TABLES.map((of) => studyTablePath(folder, of)),
  };
}

async function firstPositions(
  folder: string,
  queries: readonly string[],
  models: readonly PanelModel[],
  judge: string,
): Promise<Map<string, ModelPositions>> {
  const rowOf = new Map(queries.map((query, row) => [query, row]));
  const positions = new Map<string, ModelPositions>(models.map(({ key }) => [key, {
    value1: new Uint8Array(queries.length).fill(MISSING),
    value2: new Uint8Array(queries.length).fill(MISSING),
  }]));
  const columns = ["query", "model", "sample", "judge", "repeat", "value1", "value2"];
  for (const cell of await readStudyTable(folder, "positions", columns)) {
    if (Number(cell.sample) !== 0 || Number(cell.repeat) !== 0 || cell.judge !== judge) continue;
    const row = rowOf.get(String(cell.query));
    const own = positions.get(String(cell.model));
    if (row === undefined || own === undefined) continue;
    if (cell.value1 !== null) own.value1[row] = Number(cell.value1);
    if (cell.value2 !== null) own.value2[row] = Number(cell.value2);
  }
  return positions;
}

function isFile(path: string): Promise<boolean> {
  return Deno.stat(path).then((info) => info.isFile, () => false);
}
