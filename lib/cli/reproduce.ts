import { join } from "node:path";
import { reportPage } from "../figures/report_page.ts";
import { readTaxonomy } from "../generation/taxonomy.ts";
import { positionRowsOf, type PositionTable } from "../published/position_table.ts";
import { repeatedRows } from "../published/repeated_rows.ts";
import { PUBLISHED_NUMBERS } from "../published/published_numbers.ts";
import { describeFile } from "./describe_file.ts";
import { EXIT, runMain } from "./exit.ts";
import { FETCHED_FOLDER, remoteCode } from "./remote_arguments.ts";
import type { RemoteDatasetOptions } from "./remote_dataset.ts";
import { readArguments, REPRODUCE_USAGE } from "./reproduce_arguments.ts";
import { readLocalData, type ReproduceData, type Skippable } from "./reproduce_data.ts";
import { assertReplaceable, writeFolder } from "./reproduce_folder.ts";
import { makeAll } from "./reproduce_make.ts";
import { readRemoteData } from "./reproduce_remote.ts";
import type { Output } from "./study.ts";

/** What {@linkcode reproduce} is told. */
export interface ReproduceOptions {
  /** A local file or folder; without it the public dataset is read from its host. */
  readonly data?: string;
  readonly remote?: Omit<RemoteDatasetOptions, "say" | "signal">;
  readonly out: string;
  readonly taxonomy?: string;
  readonly skip?: readonly Skippable[];
  readonly signal?: AbortSignal;
  /** Says what is going on. */
  readonly say?: (line: string) => void;
}

/**
 * Makes every table and figure that the data allow, and a report of them, in one folder. The same input gives the
 * same bytes.
 *
 * @throws {InputError} If the input is not what it must be; then nothing has been written.
 * @throws {RemoteError} If the dataset's host refuses or does not answer; then nothing has been written.
 */
export async function reproduce(options: ReproduceOptions): Promise<void> {
  const { out, taxonomy, signal, say = () => {} } = options;
  await assertReplaceable(out);
  const categories = taxonomy === undefined ? null : new Map(
    (await readTaxonomy(taxonomy)).map((v) => [v.name.toLowerCase(), v.category]),
  );
  const found = await read(options);
  const { table, from, source, inputs, ...parts } = found;
  const simulated = isSimulated(table);
  const repeated = repeatedSentence(table);
  if (repeated !== null) say(repeated);
  await writeFolder(out, async (folder) => {
    const { sections, lacking } = await makeAll(
      { ...parts, table, rows: positionRowsOf(table), categories, simulated },
      folder,
      { say, ...(signal === undefined ? {} : { signal }) },
    );
    const lead = [from, ...leadOf(table, simulated), repeated].filter((line) => line != null);
    await Deno.writeTextFile(
      join(folder, "report.html"),
      reportPage({ title: "Score tables, reproduced", lead, sections, lacking, simulated }),
    );
    const manifest = {
      made_by: "faultline reproduce",
      source: source ?? null,
      inputs,
      taxonomy: taxonomy === undefined ? null : await describeTaxonomy(taxonomy),
      rows: table.rows,
      models: table.models,
      simulated,
      lacking,
    };
    await Deno.writeTextFile(
      join(folder, "manifest.json"),
      `${JSON.stringify(manifest, null, 2)}\n`,
    );
  });
}

function read(options: ReproduceOptions): Promise<ReproduceData> {
  const { data, remote = { cache: FETCHED_FOLDER }, signal, say, skip } = options;
  const common = {
    ...(say === undefined ? {} : { say }),
    ...(skip === undefined ? {} : { skip: new Set(skip) }),
  };
  return data === undefined
    ? readRemoteData({ ...remote, ...common, ...(signal === undefined ? {} : { signal }) })
    : readLocalData(data, { ...common, ...(signal === undefined ? {} : { signal }) });
}

function leadOf(table: PositionTable, simulated: boolean): string[] {
  const asked = table.rows * table.models.length * 2;
  let missing = 0;
  for (const { value1, value2 } of table.positions.values()) {
    for (const column of [value1, value2]) for (const p of column) if (p > 6) missing++;
  }
  return [
    `${table.rows} queries, ${table.models.length} models, ${asked} positions asked for, ${missing} of them missing.`,
    simulated
      ? "Published numbers are not shown beside simulated ones."
      : `Published numbers are shown where they speak of the same thing. Source: ${PUBLISHED_NUMBERS.source}`,
  ];
}

/** Says which rows are an earlier one's query again; null where none is. */
function repeatedSentence(table: PositionTable): string | null {
  const repeated = repeatedRows(table);
  if (repeated.length === 0) return null;
  const first = repeated.slice(0, 5).map(({ row, of }) => `row ${row} that of row ${of}`);
  const more = repeated.length > first.length ? ", …" : "";
  return `Rows with the query (scenario, nudge and words) of an earlier row, each counted as one more: ${repeated.length} (${
    first.join(", ")
  }${more}).`;
}

/** A table with a query that a simulated model wrote is simulated: no figure of it may pass for a real one. */
function isSimulated({ queries }: PositionTable): boolean {
  return queries.query_generator?.some((name) => /^\s*simulated/i.test(name)) ?? false;
}

async function describeTaxonomy(path: string) {
  const file = (await Deno.stat(path)).isDirectory ? join(path, "values_tree.csv") : path;
  return await describeFile(file);
}

/**
 * The command `reproduce`.
 *
 * @returns The exit code.
 * @throws {InputError} For wrong arguments or input.
 */
export async function reproduceCommand(
  args: readonly string[],
  signal: AbortSignal,
  { out, err }: Output = { out: console.log, err: console.error },
): Promise<number> {
  const options = readArguments(args);
  if (options === null) {
    out(REPRODUCE_USAGE);
    return EXIT.ok;
  }
  return await remoteCode(async () => {
    await reproduce({ ...options, signal, say: err });
    out(`Wrote ${join(options.out, "report.html")}`);
    return EXIT.ok;
  }, { remote: options.data === undefined, signal, err });
}

if (import.meta.main) await runMain((signal) => reproduceCommand(Deno.args, signal));
