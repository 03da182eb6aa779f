import type { Decision } from "../study/verdict.ts";
import { DECISIONS } from "../study/verdict.ts";
import { InputError } from "../study/input_error.ts";
import { type ColumnSource, readColumns } from "./column_source.ts";

/** One response and what each judge decided of it. */
export interface JudgedResponse {
  readonly query: string;
  /** The value pair: the cluster of every interval. */
  readonly pair: string;
  readonly model: string;
  /** The split's bin of disagreement, such as `std_1.0_to_1.5`; null where the file does not tell. */
  readonly bin: string | null;
  /** Decisions by the judge's name in the column; null where there is none. */
  readonly decisions: ReadonlyMap<string, Decision | null>;
}

/** What was read of the public judge evaluations. */
export interface JudgeEvaluations {
  readonly responses: readonly JudgedResponse[];
  readonly judges: readonly string[];
  /** Columns that were looked for and not found. */
  readonly notFound: readonly string[];
}

const DECISION_COLUMN = /^(.+)_decision$/;
const OPTIONAL = ["bin_name", "value1", "value2", "chunk_idx", "entry_idx", "query_key"] as const;

/**
 * Reads judges' decisions in the layout of the public dataset's `judge_evaluations`: one row per response with
 * `model` and one `<judge>_decision` column per judge (their names vary between layouts and are discovered).
 * A query is told by its chunk, entry and key, or by `prompt`.
 *
 * @throws {InputError} If there is no model, no query or no decision column, or a decision is none.
 */
export async function readJudgeEvaluations(
  sources: readonly ColumnSource[],
): Promise<JudgeEvaluations> {
  const responses: JudgedResponse[] = [];
  const judges = new Set<string>();
  const notFound = new Set<string>();
  const seen = new Set<string>();
  for (const source of sources) {
    const has = (column: string) => source.columns.includes(column);
    const decisions = source.columns.filter((column) => DECISION_COLUMN.test(column));
    if (!has("model")) missing(source, "model");
    if (decisions.length === 0) missing(source, "<judge>_decision");
    const byKey = ["chunk_idx", "entry_idx", "query_key"].every(has);
    if (!byKey && !has("prompt")) missing(source, "prompt");
    const optional = OPTIONAL.filter(has);
    OPTIONAL.filter((column) => !has(column)).forEach((column) => notFound.add(column));
    const cells = await readColumns(source, [
      "model",
      ...decisions,
      ...optional,
      ...(byKey ? [] : ["prompt"]),
    ]);
    const at = (column: string, row: number) => cells.get(column)?.[row] ?? null;
    const text = (column: string, row: number) => String(at(column, row) ?? "");
    for (let row = 0; row < source.rows; row++) {
      const query = byKey
        ? ["chunk_idx", "entry_idx", "query_key"].map((column) => text(column, row)).join("/")
        : text("prompt", row);
      const model = text("model", row);
      const bin = has("bin_name") ? text("bin_name", row) : binOfName(source.name);
      const cell = JSON.stringify([bin, query, model]);
      if (seen.has(cell)) {
        throw new InputError("Expected one row per query and model but found a second", {
          file: source.name,
          row: row + 1,
        });
      }
      seen.add(cell);
      const own = decisions.map((column): [string, Decision | null] => {
        const judge = DECISION_COLUMN.exec(column)?.[1] ?? column;
        judges.add(judge);
        return [
          judge,
          decisionOf(at(column, row), { file: source.name, row: row + 1, field: column }),
        ];
      });
      responses.push({
        query,
        // Without value columns a query is its own cluster.
        pair: has("value1") && has("value2")
          ? JSON.stringify([text("value1", row), text("value2", row)].sort())
          : query,
        model,
        bin,
        decisions: new Map(own),
      });
    }
  }
  return { responses, judges: [...judges].sort(), notFound: [...notFound] };
}

/** The judges of the public dataset by the names of their columns. */
const JUDGES: Readonly<Record<string, string>> = {
  claude_4: "claude_sonnet_4",
  gemini_2_5: "gemini_2_5_pro",
  gpt41: "gpt_4_1",
};

/**
 * The model key of a judge in a column of the public dataset; other names stay as they are. `gpt41` and `o3` stand in
 * different layouts of the dataset and are not taken for one judge.
 *
 * @example
 * ```ts
 * import { assert } from "@std/assert";
 * import { judgeKey } from "./judge_evaluations.ts";
 *
 * assert(judgeKey("claude_4") === "claude_sonnet_4" && judgeKey("o3") === "o3");
 * ```
 */
export function judgeKey(judge: string): string {
  return Object.hasOwn(JUDGES, judge) ? JUDGES[judge]! : judge;
}

/** The bin in a shard's name: `std_1.0_to_1.5-00000-of-00001.parquet`. */
function binOfName(name: string): string | null {
  return /std_\d\.\d_to_\d\.\d/.exec(name)?.[0] ?? null;
}

function decisionOf(
  cell: unknown,
  where: { file: string; row: number; field: string },
): Decision | null {
  if (cell === null || cell === "") return null;
  const text = String(cell).trim().toLowerCase().replaceAll("_", "-").replace(
    /^noncompliant$/,
    "non-compliant",
  );
  const decision = DECISIONS.find((known) => known === text);
  if (decision !== undefined) return decision;
  throw new InputError(
    `Expected one of ${DECISIONS.join(", ")} or an empty cell but found "${
      String(cell).slice(0, 60)
    }"`,
    where,
  );
}

function missing(source: ColumnSource, field: string): never {
  throw new InputError("Expected a column of this name but found none", {
    file: source.name,
    field,
  });
}
