import { join } from "node:path";
import { parseArgs } from "node:util";
import type { Figure } from "../figures/render.ts";
import { type LackingFigure, reportPage, type ReportSection } from "../figures/report_page.ts";
import { readTaxonomy } from "../generation/taxonomy.ts";
import { readJudgeEvaluations } from "../published/judge_evaluations.ts";
import { openDecisions, openLocal } from "../published/open_local.ts";
import { readPanel } from "../published/panel_file.ts";
import { positionRowsOf, type PositionTable } from "../published/position_table.ts";
import { PUBLISHED_NUMBERS } from "../published/published_numbers.ts";
import { readPositions } from "../published/read_positions.ts";
import { toCsv } from "../published/write_csv.ts";
import { toParquet } from "../published/write_parquet.ts";
import { InputError } from "../study/input_error.ts";
import { describeFile } from "./describe_file.ts";
import { exitCode } from "./exit_code.ts";
import { writeFolder } from "./reproduce_folder.ts";
import { NOT_FROM_POSITIONS } from "./reproduce_lacking.ts";
import { type ReproduceInput, STEPS } from "./reproduce_steps.ts";

const USAGE =
  `Usage: deno task reproduce --data FILE_OR_FOLDER --out FOLDER [--taxonomy FILE_OR_FOLDER]

Reads a score table (CSV, Parquet, or a folder with the shards of all_models) and writes tables, figures
and report.html into FOLDER. A taxonomy adds the figures by category.`;

/** What {@linkcode reproduce} is told. */
export interface ReproduceOptions {
  readonly data: string;
  readonly out: string;
  readonly taxonomy?: string;
  /** Says what is going on. */
  readonly say?: (line: string) => void;
}

/**
 * Makes every table and figure that a score table has the data for, and a report of them, in one folder. The
 * same input gives the same bytes.
 *
 * @throws {InputError} If the input is not what it must be; then nothing has been written.
 */
export async function reproduce(options: ReproduceOptions): Promise<void> {
  const say = options.say ?? (() => {});
  const categories = options.taxonomy === undefined ? null : new Map(
    (await readTaxonomy(options.taxonomy)).map((v) => [v.name.toLowerCase(), v.category]),
  );
  await using open = await openLocal(options.data);
  const panel = await readPanel(options.data);
  const table = await readPositions(open.sources, {
    ...(panel === undefined ? {} : { panel }),
    onProgress: (rows, total) => say(`read ${rows} of ${total} rows`),
  });
  await using decisions = await openDecisions(options.data);
  const judged = decisions === null ? null : await readJudgeEvaluations(decisions.sources);
  const inputs = await Promise.all([...open.paths, ...(decisions?.paths ?? [])].map(describeFile));
  const simulated = isSimulated(table);
  await writeFolder(options.out, async (folder) => {
    const found = { table, categories, judged, simulated };
    const { sections, lacking } = await make(found, folder, say);
    await Deno.writeTextFile(
      join(folder, "report.html"),
      reportPage({
        title: "Score tables, reproduced",
        lead: lead(table, simulated),
        sections,
        lacking,
        simulated,
      }),
    );
    const manifest = {
      made_by: "faultline reproduce",
      inputs,
      taxonomy: options.taxonomy === undefined ? null : await describeTaxonomy(options.taxonomy),
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

async function make(
  found: Omit<ReproduceInput, "rows">,
  folder: string,
  say: (line: string) => void,
): Promise<{ sections: ReportSection[]; lacking: LackingFigure[] }> {
  await Deno.mkdir(join(folder, "tables"));
  await Deno.mkdir(join(folder, "figures"));
  const input: ReproduceInput = { ...found, rows: positionRowsOf(found.table) };
  const sections: ReportSection[] = [];
  const lacking: LackingFigure[] = [];
  for (const step of STEPS) {
    const why = step.lacks(input);
    if (why !== null) {
      lacking.push(...step.figures.map((name) => ({ name, why })));
      continue;
    }
    const { tables, figures } = await step.make(input);
    for (const [name, made] of tables) {
      await Deno.writeTextFile(join(folder, "tables", `${name}.csv`), toCsv(made));
      await Deno.writeFile(join(folder, "tables", `${name}.parquet`), toParquet(made));
    }
    for (const figure of figures) await writeFigure(figure, folder);
    sections.push({
      title: step.title,
      figures,
      text: [`Tables: ${tables.map(([name]) => `tables/${name}.csv`).join(", ")}.`],
    });
    say(`made ${step.title.toLowerCase()}`);
  }
  return { sections, lacking: [...lacking, ...NOT_FROM_POSITIONS] };
}

async function writeFigure(figure: Figure, folder: string): Promise<void> {
  await Deno.writeTextFile(join(folder, "figures", `${figure.name}.svg`), figure.svg());
  await Deno.writeFile(join(folder, "figures", `${figure.name}.png`), await figure.png());
}

function lead(table: PositionTable, simulated: boolean): string[] {
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

/** A table with a query that a simulated model wrote is simulated: no figure of it may pass for a real one. */
function isSimulated({ queries }: PositionTable): boolean {
  return queries.query_generator?.some((name) => /^\s*simulated/i.test(name)) ?? false;
}

async function describeTaxonomy(path: string) {
  const file = (await Deno.stat(path)).isDirectory ? join(path, "values_tree.csv") : path;
  return await describeFile(file);
}

function readArguments(args: readonly string[]): ReproduceOptions {
  let values: { data?: string; out?: string; taxonomy?: string };
  try {
    ({ values } = parseArgs({
      args: [...args],
      options: { data: { type: "string" }, out: { type: "string" }, taxonomy: { type: "string" } },
    }));
  } catch (cause) {
    throw new InputError(`${(cause as Error).message}\n${USAGE}`, {}, { cause });
  }
  const { data, out, taxonomy } = values;
  for (const [field, value] of [["--data", data], ["--out", out]] as const) {
    if (value === undefined) {
      throw new InputError(`Expected a path but found none\n${USAGE}`, { field });
    }
  }
  return {
    data: data ?? "",
    out: out ?? "",
    ...(taxonomy === undefined ? {} : { taxonomy }),
    say: console.error,
  };
}

if (import.meta.main) {
  Deno.exit(
    await exitCode(async () => {
      const options = readArguments(Deno.args);
      await reproduce(options);
      console.log(`Wrote ${join(options.out, "report.html")}`);
      return 0;
    }),
  );
}
