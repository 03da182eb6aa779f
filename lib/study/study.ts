import { basename, join } from "node:path";
import { writeAtomically, writeError } from "./atomic_write.ts";
import { parseStudyConfig, type StudyConfig } from "./config.ts";
import { InputError } from "./input_error.ts";
import type { Journal } from "./journal.ts";
import {
  makeManifest,
  type Manifest,
  parseJson,
  type PromptUse,
  readManifest,
  type RunRecord,
  writeManifest,
} from "./manifest.ts";
import { readError } from "./read_error.ts";
import { repeatedField } from "./repeated_field.ts";
import { openSqliteJournal } from "./sqlite_journal.ts";

/** The file of a study's folder that its author writes. */
export const CONFIG_FILE = "study.json";

/** The journal's file in a study's folder, unless the study is kept on PostgreSQL. */
export const JOURNAL_FILE = "journal.sqlite";

/** How a study is opened. */
export interface OpenStudyOptions {
  /** Makes the study with this config where the folder has none yet. */
  readonly create?: StudyConfig;
  /** Only read, beside a process that may be running it. */
  readonly readOnly?: boolean;
  /** Check the whole journal, whatever its size (small ones always are). */
  readonly check?: boolean;
  /** Is told, in one sentence, what a damaged journal lost and how it was recovered. */
  readonly note?: (sentence: string) => void;
}

/** A run of a study that has begun. */
export interface RunningRecord {
  /** Writes the run's end into the manifest. */
  end(how: "finished" | "stopped" | "failed"): Promise<void>;
}

/** An open study: one folder with its config, its journal and its manifest. */
export interface Study extends AsyncDisposable {
  readonly folder: string;
  readonly config: StudyConfig;
  readonly journal: Journal;
  /** The manifest as last written, or undefined where the study has not run yet. */
  manifest(): Promise<Manifest | undefined>;
  /** Writes into the manifest that a run begins, and with which prompts. */
  beginRun(prompts: readonly PromptUse[]): Promise<RunningRecord>;
  close(): Promise<void>;
}

/**
 * Opens a study: reads `study.json`, and opens the journal in the folder or on PostgreSQL.
 *
 * @throws {InputError} If the folder has no study and none is to be made, for a fault in `study.json` (naming line or
 * field), or if the folder cannot be written.
 * @throws {JournalError} If another process is writing the journal.
 *
 * @example
 * ```ts
 * import { assert } from "@std/assert";
 * import { openStudy } from "./study.ts";
 *
 * const message = await openStudy("no/such/folder").catch((error) => error.message);
 * assert(message.startsWith("no/such/folder/study.json: Expected a study"));
 * ```
 */
export async function openStudy(folder: string, options: OpenStudyOptions = {}): Promise<Study> {
  const config = await readOrCreate(folder, options.create);
  const journal = await openJournal(folder, config, options);
  return {
    folder,
    config,
    journal,
    manifest: () => readManifest(folder),
    async beginRun(prompts) {
      const earlier = (await readManifest(folder))?.runs ?? [];
      const run = { startedAt: new Date().toISOString(), endedAt: null, end: null };
      const write = async (last: RunRecord) =>
        await writeManifest(
          folder,
          await makeManifest(config, journal, { prompts, runs: [...earlier, last] }),
        );
      await write(run);
      return { end: (end) => write({ ...run, endedAt: new Date().toISOString(), end }) };
    },
    close: () => journal.close(),
    [Symbol.asyncDispose]: () => journal.close(),
  };
}

/**
 * Reads and checks the `study.json` of a folder.
 *
 * @throws {InputError} If there is none or it cannot be read, or for a fault in it.
 */
export async function readStudyConfig(folder: string): Promise<StudyConfig> {
  const file = join(folder, CONFIG_FILE);
  let text: string;
  try {
    text = await Deno.readTextFile(file);
  } catch (error) {
    const code = (error as { code?: string }).code;
    if (code !== "ENOENT" && code !== "ENOTDIR") throw readError(error, file);
    throw new InputError("Expected a study but the file does not exist", { file });
  }
  const value = parseJson(text, file);
  const repeated = repeatedField(text);
  if (repeated !== undefined) {
    throw new InputError("Expected each field once but found this one again", {
      file,
      field: repeated,
    });
  }
  return parseStudyConfig(value, file);
}

async function readOrCreate(folder: string, create?: StudyConfig): Promise<StudyConfig> {
  const file = join(folder, CONFIG_FILE);
  if (create) {
    try {
      await Deno.mkdir(folder, { recursive: true });
      await Deno.stat(file);
    } catch (error) {
      if (!(error instanceof Deno.errors.NotFound)) throw writeError(error, file);
      const config = parseStudyConfig(create, basename(file));
      await writeAtomically(file, JSON.stringify(create, null, 2) + "\n");
      return config;
    }
  }
  return await readStudyConfig(folder);
}

async function openJournal(
  folder: string,
  config: StudyConfig,
  { readOnly = false, check = false, note }: OpenStudyOptions,
): Promise<Journal> {
  if (config.journal) {
    const { openPostgresJournal, schemaOf } = await import("./postgres_journal.ts");
    return await openPostgresJournal(config.journal, {
      schema: schemaOf(config.name),
      ...(note ? { note } : {}),
    });
  }
  return await openSqliteJournal(join(folder, JOURNAL_FILE), {
    readOnly,
    check,
    ...(note ? { note } : {}),
  });
}
