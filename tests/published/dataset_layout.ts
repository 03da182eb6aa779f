import { fileWriter, parquetWrite } from "hyparquet-writer";
import { join } from "node:path";
import { DATASET_SPLITS, shardPaths } from "../../lib/published/dataset.ts";
import { Random } from "../../lib/study/random.ts";

/** The models of all_models in the order of its response columns. */
const RESPONSES = [
  "claude_3_5_sonnet",
  "claude_3_7_sonnet",
  "claude_opus_3",
  "claude_opus_4",
  "claude_sonnet_4",
  "gemini_2_5_pro",
  "gpt_4_1",
  "gpt_4_1_mini",
  "gpt_4o",
  "grok_4",
  "o3",
  "o4_mini",
];

/** The same in the order of its position columns: gpt_4_1_mini stands before gpt_4_1. */
const POSITIONS = RESPONSES.toSpliced(6, 2, "gpt_4_1_mini", "gpt_4_1");

/** The 44 columns of all_models in their order. */
export const COLUMNS: readonly string[] = [
  ...["rank", "query_generator", "value1", "value2", "nudge_direction", "query"],
  ...RESPONSES.map((model) => `response_${model}`),
  ...POSITIONS.flatMap((model) => [`${model}_value1_position`, `${model}_value2_position`]),
  ...["chunk_index", "entry_idx"],
];

/** What a table in the dataset's layout is made of. */
export interface LayoutOptions {
  readonly rows: number;
  readonly seed?: string;
  /** Share of positions that are missing. */
  readonly missing?: number;
  /** Length of the longest response. */
  readonly longest?: number;
  /** Length of most responses, of letters that do not pack; otherwise they are short. */
  readonly typical?: number;
}

/** Random rows in the dataset's layout, by column; text is of several scripts. */
export function layoutColumns(options: LayoutOptions): Map<string, unknown[]> {
  const { rows, seed = "layout", missing = 0.01, longest = 40, typical } = options;
  const random = new Random(seed);
  const values = Array.from({ length: 300 }, (_, i) => `value ${i}`);
  const columns = new Map(COLUMNS.map((name) => [name, new Array<unknown>(rows)]));
  const set = (name: string, row: number, cell: unknown) => columns.get(name)![row] = cell;
  for (let row = 0; row < rows; row++) {
    const first = random.int(values.length);
    const second = (first + 1 + random.int(values.length - 1)) % values.length;
    set("rank", row, BigInt(row + 1));
    set("query_generator", row, random.next() < 0.5 ? "o3" : "claude");
    set("value1", row, values[first]);
    set("value2", row, values[second]);
    set("nudge_direction", row, ["neutral", "value1", "value2"][random.int(3)]);
    set("query", row, `Query ${row}: wie “weit” gehen? 何を選ぶ 🙂`);
    for (const model of RESPONSES) {
      const length = random.next() < 0.01 ? longest : 20;
      set(
        `response_${model}`,
        row,
        random.next() < 0.02
          ? null
          : typical === undefined
          ? `${model} ${row} `.padEnd(length, "é")
          : noise(random, typical),
      );
    }
    for (const model of POSITIONS) {
      for (const value of [1, 2]) {
        const gone = random.next() < missing;
        set(`${model}_value${value}_position`, row, gone ? null : BigInt(random.int(7)));
      }
    }
    set("chunk_index", row, BigInt(Math.floor(row / 1000)));
    set("entry_idx", row, BigInt(row % 1000));
  }
  return columns;
}

function noise(random: Random, length: number): string {
  let text = "";
  while (text.length < length) text += random.int(2 ** 31).toString(36);
  return text.slice(0, length);
}

/** Writes columns as a Parquet file: snappy, several row groups, BIGINT and text as in the dataset. */
export async function writeLayout(
  path: string,
  columns: ReadonlyMap<string, unknown[]>,
  rowGroupSize = 1000,
): Promise<void> {
  await parquetWrite({
    writer: fileWriter(path),
    rowGroupSize,
    codec: "SNAPPY",
    columnData: [...columns].map(([name, data]) => ({
      name,
      data,
      type: data.some((cell) => typeof cell === "bigint") ? "INT64" as const : "STRING" as const,
      nullable: true,
    })),
  });
}

/** Writes a folder with every split of the public dataset, each with all its shards. */
export async function writeDataset(
  folder: string,
  shards: readonly LayoutOptions[],
): Promise<void> {
  for (const name of ["data", "complete", "judge_evaluations"]) {
    await Deno.mkdir(join(folder, name), { recursive: true });
  }
  const all = shards.map(layoutColumns);
  for (const known of DATASET_SPLITS) {
    for (const [i, path] of shardPaths(known).entries()) {
      const columns = all[i % all.length]!;
      const own = known.config === "complete"
        ? completeColumns(columns, i)
        : known.config === "judge_evaluations"
        ? judgeColumns(columns, known.split)
        : columns;
      await writeLayout(join(folder, path), own, 40);
    }
  }
}

/** The rows of a shard of all_models, with two spectra; in later rounds with other entries. */
function completeColumns(columns: ReadonlyMap<string, unknown[]>, shard: number) {
  const rows = columns.get("query")!.length;
  const round = BigInt(Math.floor(shard / 4) * 1000);
  return new Map<string, unknown[]>([
    ...["query", "query_generator", "value1", "value2", "nudge_direction"].map((name) =>
      [name, columns.get(name)!] as const
    ),
    ["entry_idx", columns.get("entry_idx")!.map((entry) => entry as bigint + round)],
    ["value1_spectrum", Array.from({ length: rows }, (_, row) => `spectrum ${row}`)],
    ["mystery", Array.from({ length: rows }, () => null)],
  ]);
}

const OPENAI = ["gpt_4_1", "gpt_4_1_mini", "gpt_4o", "o3", "o4_mini"];

/** What three judges say of the five models' responses to the first twenty queries; worse in later bins. */
function judgeColumns(columns: ReadonlyMap<string, unknown[]>, split: string) {
  const random = new Random(split);
  const rows = OPENAI.flatMap((model) => Array.from({ length: 20 }, (_, row) => ({ model, row })));
  const bad = Number(split.slice(4, 7)) / 4;
  const decisions = () =>
    rows.map(() =>
      random.next() < bad ? "non-compliant" : random.next() < 0.1 ? "ambiguous" : "compliant"
    );
  return new Map<string, unknown[]>([
    ["prompt", rows.map(({ row }) => columns.get("query")![row])],
    ["model", rows.map(({ model }) => model)],
    ["value1", rows.map(({ row }) => columns.get("value1")![row])],
    ["value2", rows.map(({ row }) => columns.get("value2")![row])],
    ["claude_4_decision", decisions()],
    ["o3_decision", decisions()],
    ["gemini_2_5_decision", decisions()],
  ]);
}
