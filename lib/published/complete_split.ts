import * as aq from "arquero";
import { InputError } from "../study/input_error.ts";
import { type ColumnSource, readColumns } from "./column_source.ts";

/** Columns that `complete/train` is known to have. */
export const COMPLETE_COLUMNS = [
  "query",
  "query_generator",
  "value1",
  "value2",
  "nudge_direction",
  "entry_idx",
] as const;

/** What the columns of `complete/train` turned out to be. */
export interface CompleteSchema {
  /** Those of {@linkcode COMPLETE_COLUMNS} that are there. */
  readonly found: readonly string[];
  readonly notFound: readonly string[];
  /** Columns whose names speak of a spectrum or its strategies; how they are named is not established. */
  readonly spectra: readonly string[];
  /** Columns of other names, which nothing is assumed of. */
  readonly others: readonly string[];
}

const SPECTRUM = /spectrum|spectra|rubric|strateg|(extreme|strong|moderate)_(oppose|favor)/i;

/**
 * Discovers the columns of `complete/train`, whose layout was never described: nothing is read yet.
 *
 * @param sources The shards, here or over HTTP.
 * @throws {RangeError} Without any.
 * @throws {InputError} If a shard has other columns than the first.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { completeSchema } from "./complete_split.ts";
 * import { csvTextSource } from "./csv_source.ts";
 *
 * const source = csvTextSource("query,value1,value2,value1_spectrum,note\n", "train.csv");
 * const { notFound, spectra, others } = completeSchema([source]);
 * assertEquals(notFound, ["query_generator", "nudge_direction", "entry_idx"]);
 * assertEquals([spectra, others], [["value1_spectrum"], ["note"]]);
 * ```
 */
export function completeSchema(sources: readonly ColumnSource[]): CompleteSchema {
  const [first] = sources;
  if (first === undefined) throw new RangeError("Expected at least one file but found none");
  const expected = first.columns.toSorted().join(", ");
  for (const { name, columns } of sources) {
    const own = columns.toSorted().join(", ");
    if (own !== expected) {
      throw new InputError(
        `Expected the columns ${expected} as in the first file but found ${own}`,
        { file: name },
      );
    }
  }
  const known = (column: string) => COMPLETE_COLUMNS.some((name) => name === column);
  const unknown = first.columns.filter((column) => !known(column));
  return {
    found: COMPLETE_COLUMNS.filter((column) => first.columns.includes(column)),
    notFound: COMPLETE_COLUMNS.filter((column) => !first.columns.includes(column)),
    spectra: unknown.filter((column) => SPECTRUM.test(column)),
    others: unknown.filter((column) => !SPECTRUM.test(column)),
  };
}

/** A discovered schema in sentences, for a person who has to know what there is to work with. */
export function describeComplete({ found, notFound, spectra, others }: CompleteSchema): string[] {
  return [
    `Found: ${found.join(", ") || "none of the known columns"}.`,
    ...(notFound.length === 0 ? [] : [`Not found: ${notFound.join(", ")}.`]),
    spectra.length === 0
      ? "Not found: any column whose name speaks of a spectrum."
      : `Spectra, by their names: ${spectra.join(", ")}.`,
    ...(others.length === 0 ? [] : [`Not known, and not read: ${others.join(", ")}.`]),
  ];
}

/**
 * Reads columns of `complete/train`, those found and the spectra unless told. Text and numbers stay as they are,
 * nested cells become JSON, what is missing is null.
 *
 * @param columns Their names, if not all that {@linkcode completeSchema} understands.
 * @throws {RangeError} For a column that is not there.
 */
export async function readComplete(
  sources: readonly ColumnSource[],
  columns?: readonly string[],
): Promise<aq.ColumnTable> {
  const { found, spectra } = completeSchema(sources);
  const wanted = columns ?? [...found, ...spectra];
  const whole = new Map(wanted.map((name): [string, unknown[]] => [name, []]));
  for (const source of sources) {
    for (const [name, cells] of await readColumns(source, wanted)) {
      const target = whole.get(name)!;
      for (const cell of cells) target.push(plain(cell));
    }
  }
  return aq.table([...whole]);
}

function plain(cell: unknown): unknown {
  if (typeof cell === "bigint") return Number(cell);
  return typeof cell === "object" && cell !== null ? JSON.stringify(cell) : cell;
}
