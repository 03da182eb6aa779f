import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { z } from "zod";
import deno from "../../deno.json" with { type: "json" };
import { writeAtomically } from "./atomic_write.ts";
import { stageSchema } from "./call.ts";
import { InputError } from "./input_error.ts";
import type { Journal } from "./journal.ts";
import { parametersSchema } from "./model_ref.ts";
import { modelsOf, type StudyConfig } from "./config.ts";
import { readError } from "./read_error.ts";
import { readInput } from "./read_input.ts";

/** Checks a {@linkcode PromptUse}. */
export const promptUseSchema = z.strictObject({
  name: z.string().min(1),
  version: z.int().min(1),
  hash: z.string().regex(/^[0-9a-f]{64}$/, "SHA-256 in hex"),
});

/** A prompt that a study uses: its name, version, and the SHA-256 of its text (in hex). */
export type PromptUse = z.infer<typeof promptUseSchema>;

/** Checks a {@linkcode RunRecord}. */
export const runRecordSchema = z.strictObject({
  startedAt: z.iso.datetime(),
  endedAt: z.iso.datetime().nullable(),
  end: z.enum(["finished", "stopped", "failed"]).nullable(),
});

/** One run of a study; its end is null while it runs, and stays so when it was killed. */
export type RunRecord = z.infer<typeof runRecordSchema>;

/** Checks a {@linkcode Manifest}. */
export const manifestSchema = z.strictObject({
  study: z.string().min(1),
  simulated: z.boolean(),
  seed: z.int(),
  faultline: z.string(),
  deno: z.string(),
  packages: z.record(z.string(), z.string()),
  configHash: z.string(),
  journal: z.string(),
  prompts: z.array(promptUseSchema),
  models: z.array(
    z.strictObject({ field: z.string(), key: z.string(), provider: z.string(), model: z.string() }),
  ),
  asked: z.array(z.strictObject({
    stage: stageSchema,
    prompt: z.string(),
    provider: z.string(),
    model: z.string(),
    parameters: parametersSchema,
    completions: z.int(),
  })),
  runs: z.array(runRecordSchema),
});

/**
 * What a reader needs to repeat a study, or to trust it: versions of Faultline, Deno and the packages, the hash
 * of the config, its models and seed, the prompts with their hashes, what was really sent (`asked`, effective
 * parameters included), and when it ran. It holds no key and no password.
 */
export type Manifest = z.infer<typeof manifestSchema>;

/** The file of a study's folder that holds the manifest. */
export const MANIFEST_FILE = "manifest.json";

/** Puts a manifest together from a config and its journal. */
export async function makeManifest(
  config: StudyConfig,
  journal: Journal,
  parts: { readonly prompts: readonly PromptUse[]; readonly runs: readonly RunRecord[] },
): Promise<Manifest> {
  return {
    study: config.name,
    simulated: config.simulated,
    seed: config.seed,
    faultline: deno.version,
    deno: Deno.version.deno,
    packages: packageVersions(),
    configHash: sha256(JSON.stringify({ ...config, journal: journalName(config) })),
    journal: journalName(config),
    prompts: [...parts.prompts],
    models: modelsOf(config).map(([field, { key, provider, model }]) => ({
      field,
      key,
      provider,
      model,
    })),
    asked: await journal.asked(),
    runs: [...parts.runs],
  };
}

/**
 * Writes the manifest of a study, whole or not at all.
 *
 * @throws {InputError} If the folder cannot be written.
 */
export async function writeManifest(folder: string, manifest: Manifest): Promise<void> {
  await writeAtomically(`${folder}/${MANIFEST_FILE}`, JSON.stringify(manifest, null, 2) + "\n");
}

/**
 * Reads the manifest of a study, or undefined where it has none yet.
 *
 * @throws {InputError} If it cannot be read or is not a manifest, naming the field.
 */
export async function readManifest(folder: string): Promise<Manifest | undefined> {
  const file = `${folder}/${MANIFEST_FILE}`;
  let text: string;
  try {
    text = await readFile(file, "utf8");
  } catch (error) {
    if ((error as { code?: string }).code === "ENOENT") return undefined;
    throw readError(error, file);
  }
  return readInput(manifestSchema, parseJson(text, file), { file });
}

/**
 * Parses JSON of a file of the user's.
 *
 * @throws {InputError} Naming the file and the line where it stops being JSON.
 */
export function parseJson(text: string, file: string): unknown {
  try {
    // Some editors begin a file with a byte order mark.
    return JSON.parse(text.replace(/^\uFEFF/, ""));
  } catch (error) {
    // Without its cause: the parser's message quotes the text, which may hold a secret.
    throw new InputError(`Expected JSON but ${jsonFault(text, error as Error)}`, { file });
  }
}

/** Where the journal is, without user and password. */
export function journalName(config: Pick<StudyConfig, "journal">): string {
  if (!config.journal) return "sqlite";
  const url = new URL(config.journal);
  return `postgres://${url.host}${url.pathname}`;
}

/** Where the text stops being JSON. */
function jsonFault(text: string, error: Error): string {
  const place = /line (\d+) column (\d+)/.exec(error.message);
  const at = /position (\d+)/.exec(error.message);
  if (place) return `line ${place[1]}, column ${place[2]} is not`;
  if (at) return `line ${text.slice(0, Number(at[1])).split("\n").length} is not`;
  if (/^Unexpected token/.test(error.message)) return "it is not";
  return text.trim() === ""
    ? "the file is empty"
    : `it ends early, at line ${text.split("\n").length}`;
}

function packageVersions(): Record<string, string> {
  const versions = Object.values(deno.imports).map((target) =>
    /^npm:\/?(@?[^@]+)@([^/]+)/.exec(target)
  ).filter((match) => match !== null);
  return Object.fromEntries(versions.map((match) => [match[1]!, match[2]!]));
}

function sha256(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}
