import { basename, dirname, join } from "node:path";
import { joinCells, type Origin } from "./join_cells.ts";
import { readNotebook } from "./notebook_file.ts";

/** What the type checker found in a cell. */
export interface CellError {
  readonly notebook: string;
  /** The cell and line, from 1, or null for an error of the notebook as a whole (such as a missing module). */
  readonly origin: Origin | null;
  readonly message: string;
}

/**
 * Type-checks the code cells of notebooks. The kernel does not: there a missing import is `undefined` and a
 * misspelt option is ignored. Each notebook becomes one module beside it, so that its imports are found, which
 * is removed again.
 *
 * @param files Paths of notebooks.
 * @returns All errors, in the order of the files and lines; empty when the cells are sound.
 * @throws {InputError} If a file is no notebook.
 *
 * @example
 * ```ts ignore
 * import { checkCells } from "./check_cells.ts";
 *
 * const errors = await checkCells(["notebooks/00_quickstart.ipynb"]);
 * ```
 */
export async function checkCells(files: readonly string[]): Promise<CellError[]> {
  const modules = new Map<string, { file: string; origins: readonly (Origin | null)[] }>();
  try {
    for (const file of files) {
      const { program, origins } = joinCells(await readNotebook(file));
      const name = `.${basename(file, ".ipynb")}.${crypto.randomUUID()}.ts`;
      modules.set(name, { file, origins });
      await Deno.writeTextFile(join(dirname(file), name), program);
    }
    if (files.length === 0) return [];
    const { success, stderr } = await new Deno.Command(Deno.execPath(), {
      args: ["check", ...[...modules].map(([name, { file }]) => join(dirname(file), name))],
      env: { NO_COLOR: "1" },
      stdin: "null",
    }).output();
    if (success) return [];
    return readErrors(new TextDecoder().decode(stderr), modules);
  } finally {
    for (const [name, { file }] of modules) {
      await Deno.remove(join(dirname(file), name)).catch(() => {});
    }
  }
}

/** Where an error stands, as `deno check` tells it below the error's text. */
const PLACE = /^\s*at (?:file:\/\/)?.*?([^/\\]+\.ts)(?::(\d+):\d+)?$/;

/** What `deno check` prints besides errors. */
const NOISE = /^(Check |Download |error: Type checking failed|Found \d+ errors?\.|\s*[~^]+\s*$)/;

function readErrors(
  report: string,
  modules: ReadonlyMap<string, { file: string; origins: readonly (Origin | null)[] }>,
): CellError[] {
  const errors: CellError[] = [];
  let block: string[] = [];
  for (const line of report.split("\n")) {
    const [, name, row] = PLACE.exec(line) ?? [];
    if (name === undefined) {
      if (!NOISE.test(line)) block.push(line);
      continue;
    }
    const module = modules.get(name);
    const message = block.join("\n").trim().split("\n")[0] ?? "";
    block = [];
    errors.push({
      notebook: module?.file ?? name,
      origin: row === undefined ? null : module?.origins[Number(row) - 1] ?? null,
      message: message.replace(/^error: /, ""),
    });
  }
  if (errors.length > 0) {
    return errors.sort(inReadingOrder([...modules.values()].map((m) => m.file)));
  }
  const [first] = modules.values();
  return [{ notebook: first?.file ?? "", origin: null, message: report.trim() }];
}

function inReadingOrder(files: readonly string[]): (a: CellError, b: CellError) => number {
  return (a, b) =>
    files.indexOf(a.notebook) - files.indexOf(b.notebook) ||
    (a.origin?.cell ?? 0) - (b.origin?.cell ?? 0) ||
    (a.origin?.line ?? 0) - (b.origin?.line ?? 0);
}
