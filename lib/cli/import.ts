import { join, resolve } from "node:path";
import { parseImportMapping } from "../published/import_mapping.ts";
import { InputError } from "../study/input_error.ts";
import { parseJson } from "../study/manifest.ts";
import { EXIT, runMain } from "./exit.ts";
import { IMPORT_USAGE, type ImportArguments, importArguments } from "./import_arguments.ts";
import { importJob } from "./import_job.ts";
import { openDataset, openFiles } from "./import_tables.ts";
import { remoteCode } from "./remote_arguments.ts";
import { assertReplaceable, writeFolder } from "./reproduce_folder.ts";
import type { Output } from "./study.ts";

/**
 * The command `import`.
 *
 * @param args Its arguments.
 * @param signal Stops it; nothing is then written.
 * @returns The exit code.
 * @throws {InputError} For wrong arguments, a fault in the mapping or the table, or a folder that is not empty; then
 * nothing has been written.
 */
export async function importTable(
  args: readonly string[],
  { out, err }: Output = { out: console.log, err: console.error },
  signal: AbortSignal = new AbortController().signal,
): Promise<number> {
  const options = importArguments(args);
  if (options === null) {
    out(IMPORT_USAGE);
    return EXIT.ok;
  }
  const remote = options.data.length === 0;
  return await remoteCode(() => importBy(options, { out, err }, signal), { remote, signal, err });
}

async function importBy(
  options: ImportArguments,
  { out, err }: Output,
  signal: AbortSignal,
): Promise<number> {
  const mapping = parseImportMapping(await readJson(options.mapping), options.mapping);
  await assertReplaceable(resolve(options.out), options.out, false);
  await using tables = options.data.length > 0
    ? await openFiles(options.data)
    : await openDataset({ ...options.remote, signal, say: err });
  const job = await importJob(tables.sources, mapping, { ...options, signal, say: err });
  if (!options.write) {
    out(await job.preview());
    out(`\nNothing was written; with --write this goes to ${options.out}.`);
    return EXIT.ok;
  }
  let told = "";
  await writeFolder(options.out, async (folder) => {
    told = await job.write(folder);
    const record = { made_by: "faultline import", inputs: await tables.inputs(), mapping };
    await Deno.writeTextFile(
      join(folder, "import.json"),
      `${JSON.stringify(record, null, 2)}\n`,
    );
  }, { replace: false });
  out(told);
  out(`\nWrote ${options.out}. Go on with: ${job.next}`);
  return EXIT.ok;
}

async function readJson(file: string): Promise<unknown> {
  const text = await Deno.readTextFile(file).catch((cause) => {
    throw new InputError("Expected a mapping that can be read but found none", { file }, { cause });
  });
  return parseJson(text, file);
}

if (import.meta.main) await runMain((signal) => importTable(Deno.args, undefined, signal));
