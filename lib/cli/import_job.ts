import { dirname, join, resolve } from "node:path";
import type { ColumnSource } from "../published/column_source.ts";
import {
  type ImportMapping,
  type ResponsesMapping,
  scoresBeside,
  type ScoresMapping,
} from "../published/import_mapping.ts";
import { readImportedResponses } from "../published/import_responses.ts";
import { readImportedScores } from "../published/import_scores.ts";
import { SCORES_FILE } from "../published/open_local.ts";
import { PANEL_FILE } from "../published/panel_file.ts";
import { type PositionTable, toArquero } from "../published/position_table.ts";
import { toParquet } from "../published/write_parquet.ts";
import { importCompletions, type ImportCounts } from "./import_completions.ts";
import { responsesPreview, scoresPreview } from "./import_preview.ts";
import { importStudy, writeStudy } from "./import_study.ts";

/** An import that is checked as far as its queries go. */
export interface ImportJob {
  /** What a person does next with what was written. */
  readonly next: string;
  /** Goes through the table and says what it comes to. */
  preview(): Promise<string>;
  /** Goes through the table, writes it into a folder and says what it came to. */
  write(folder: string): Promise<string>;
}

/** How an import is done. */
export interface ImportJobOptions {
  /** The mapping's path. */
  readonly mapping: string;
  /** The folder that is written. */
  readonly out: string;
  readonly signal: AbortSignal;
  /** Says how far it is. */
  readonly say: (line: string) => void;
}

/**
 * Reads the queries of tables, as their mapping says.
 *
 * @throws {InputError} For a fault in the mapping's study, a missing column or a wrong cell.
 */
export async function importJob(
  sources: readonly ColumnSource[],
  mapping: ImportMapping,
  options: ImportJobOptions,
): Promise<ImportJob> {
  return mapping.kind === "scores"
    ? await scoresJob(sources, mapping, options)
    : await responsesJob(sources, mapping, options);
}

async function scoresJob(
  sources: readonly ColumnSource[],
  mapping: ScoresMapping,
  { out }: ImportJobOptions,
): Promise<ImportJob> {
  const scores = await readImportedScores(sources, mapping);
  const preview = () => Promise.resolve(scoresPreview(scores, mapping));
  return {
    next: `deno task reproduce --data ${out} --out FOLDER`,
    preview,
    async write(folder) {
      await writeScores(scores.table, folder);
      return await preview();
    },
  };
}

async function responsesJob(
  sources: readonly ColumnSource[],
  mapping: ResponsesMapping,
  options: ImportJobOptions,
): Promise<ImportJob> {
  const found = await readImportedResponses(sources, mapping);
  const study = await importStudy(found, mapping, {
    file: options.mapping,
    ...(mapping.taxonomy === undefined
      ? {}
      : { taxonomy: resolve(dirname(options.mapping), mapping.taxonomy) }),
  });
  const beside = scoresBeside(mapping);
  const scores = beside && await readImportedScores(sources, beside);
  const begin = () =>
    importCompletions(found, study, {
      at: Date.now(),
      field: mapping.query,
      onRow(rows) {
        options.signal.throwIfAborted();
        if (rows % 5000 === 0) options.say(`${rows} of ${found.rows} rows`);
      },
    });
  const told = (counts: ImportCounts) =>
    [
      responsesPreview(found, study, counts),
      ...(scores ? ["", "Positions beside them:", scoresPreview(scores, beside!)] : []),
    ].join("\n");
  return {
    next: `deno task study plan ${options.out}${
      scores ? `, or deno task reproduce --data ${options.out} --out FOLDER` : ""
    }`,
    async preview() {
      const { completions, counts } = begin();
      for await (const _ of completions);
      return told(counts);
    },
    async write(folder) {
      const { completions, counts } = begin();
      await writeStudy(study, completions, folder);
      if (scores) await writeScores(scores.table, folder);
      return told(counts);
    },
  };
}

async function writeScores(table: PositionTable, folder: string): Promise<void> {
  await Deno.writeFile(join(folder, SCORES_FILE), toParquet(toArquero(table)));
  await Deno.writeTextFile(
    join(folder, PANEL_FILE),
    `${JSON.stringify(table.models, null, 2)}\n`,
  );
}
