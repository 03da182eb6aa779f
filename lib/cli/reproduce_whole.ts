import type { ColumnTable } from "arquero";
import { clusteredRate } from "../analysis/clustered_rate.ts";
import { toTable } from "../analysis/table.ts";
import { selectionFigure } from "../figures/selection.ts";
import type { ColumnSource } from "../published/column_source.ts";
import {
  type CompleteSchema,
  completeSchema,
  describeComplete,
  readComplete,
} from "../published/complete_split.ts";
import type { PositionTable } from "../published/position_table.ts";
import { PUBLISHED_NUMBERS } from "../published/published_numbers.ts";
import type { ReproduceInput, Step } from "./reproduce_step.ts";

/** The set of all scenarios that the selected ones were taken from. */
export interface WholeSet {
  readonly schema: CompleteSchema;
  /** The columns of {@linkcode WHOLE_COLUMNS} that are there. */
  readonly table: ColumnTable;
}

/** What tells a query of the set; neither its words nor its spectra are read. */
const WHOLE_COLUMNS = ["query_generator", "value1", "value2", "nudge_direction", "entry_idx"];

/** Reads the set of all scenarios: its schema, and what tells its queries apart. */
export async function readWhole(sources: readonly ColumnSource[]): Promise<WholeSet> {
  const schema = completeSchema(sources);
  const columns = WHOLE_COLUMNS.filter((column) => schema.found.includes(column));
  return { schema, table: await readComplete(sources, columns) };
}

/** How many scenarios there were, and which of them were selected. */
export const WHOLE_STEP: Step = {
  title: "From all scenarios to the selected ones",
  figures: ["selection"],
  lacks: ({ whole, splits, why }) =>
    whole || (splits?.size ?? 0) > 0
      ? null
      : why?.whole ?? "needs the split complete/train, or another split than all_models",
  make(input) {
    const { whole } = input;
    const tables: [string, ColumnTable][] = [["splits", splitTable(input)]];
    if (!whole) {
      return { tables, figures: [], ...(input.why?.whole && { text: [input.why.whole] }) };
    }
    const { schema, table } = whole;
    tables.push(["complete_columns", columnTable(schema)]);
    const text = [
      `${table.numRows()} queries in complete/train. ${describeComplete(schema).join(" ")}`,
    ];
    const lacking = WHOLE_COLUMNS.filter((column) => !schema.found.includes(column));
    if (lacking.length > 0 || input.table.queries.entry_idx === null) {
      return {
        tables,
        figures: [],
        text: [...text, "Which of them were selected cannot be told without these columns."],
      };
    }
    const selection = selectionTable(input.table, table);
    return {
      tables: [...tables, ["selection", selection]],
      figures: [selectionFigure(selection, { simulated: input.simulated ?? false })],
      text,
    };
  },
};

/** The splits that are there, with the published count of their queries. */
function splitTable({ table, splits, whole, simulated = false }: ReproduceInput): ColumnTable {
  const rows = new Map([["all_models", table.rows], ...splits ?? []]);
  const published = new Map<string, number>(
    simulated ? [] : Object.entries(PUBLISHED_NUMBERS.subsets),
  );
  return toTable([
    ...[...rows].map(([split, count]) => ({
      split,
      rows: count,
      published: published.get(split) ?? null,
      published_is: published.has(split) ? "exact" : null,
    })),
    ...(whole
      ? [{
        split: "train",
        rows: whole.table.numRows(),
        published: simulated ? null : PUBLISHED_NUMBERS.pipeline.raw_scenarios_at_least,
        published_is: simulated ? null : "at least",
      }]
      : []),
  ]);
}

function columnTable({ found, notFound, spectra, others }: CompleteSchema): ColumnTable {
  const rows = (columns: readonly string[], is: string) =>
    columns.map((column) => ({ column, is }));
  return toTable([
    ...rows(found, "found"),
    ...rows(notFound, "not found"),
    ...rows(spectra, "a spectrum by its name"),
    ...rows(others, "not known and not read"),
  ]);
}

/**
 * By nudge and by generator, which share of all queries was selected: disagreement of 1.5 or more over all models, and
 * not too near to another selected one. A query is told by its values, nudge and entry. Intervals are clustered on
 * the value pair.
 */
function selectionTable(selected: PositionTable, whole: ColumnTable): ColumnTable {
  const { value1, value2, nudge_direction, entry_idx } = selected.queries;
  const chosen = new Set(
    Array.from(
      { length: selected.rows },
      (_, row) =>
        JSON.stringify([value1[row], value2[row], nudge_direction[row], Number(entry_idx?.[row])]),
    ),
  );
  const column = (name: string) => whole.array(name) as ArrayLike<unknown>;
  const [first, second, nudges, entries, generators] = [
    column("value1"),
    column("value2"),
    column("nudge_direction"),
    column("entry_idx"),
    column("query_generator"),
  ];
  const groups = new Map<
    string,
    { by: string; group: string; flags: boolean[]; pairs: string[] }
  >();
  for (let row = 0; row < whole.numRows(); row++) {
    const flag = chosen.has(
      JSON.stringify([first[row], second[row], nudges[row], Number(entries[row])]),
    );
    const pair = JSON.stringify([String(first[row]), String(second[row])].sort());
    for (
      const [by, cell] of [["nudge_direction", nudges[row]], ["query_generator", generators[row]]]
    ) {
      const group = String(cell ?? "");
      const key = JSON.stringify([by, group]);
      const own = groups.get(key) ?? { by: String(by), group, flags: [], pairs: [] };
      groups.set(key, own);
      own.flags.push(flag);
      own.pairs.push(pair);
    }
  }
  return toTable(
    [...groups].sort(([a], [b]) => a < b ? -1 : 1).map(([, { by, group, flags, pairs }]) => {
      const { estimate, low, high } = clusteredRate(flags, pairs);
      const count = flags.filter(Boolean).length;
      return { by, group, queries: flags.length, selected: count, rate: estimate, low, high };
    }),
  );
}
