import { InputError } from "../study/input_error.ts";
import type { Value } from "../study/value.ts";
import { parseCsv } from "./csv.ts";
import { readTree } from "./values_tree.ts";

/**
 * Reads the values to draw pairs from. `path` is one of
 *
 * - `values_tree.csv` of Anthropic/values-in-the-wild, or a folder that holds it: a tree of four levels, joined by
 *   `cluster_id` (names repeat across levels), whose leaves become values with the names of their level 2
 *   (category) and level 3 (domain) clusters;
 * - a flat CSV with the columns `name`, `category`, `domain` and one value a row (further columns are ignored).
 *
 * @returns The values in the order of the file; at least two, with distinct names.
 * @throws {InputError} Where the file is missing, no such table, or a row is faulty; file, row and field are named.
 *
 * @example
 * ```ts
 * import { assert } from "@std/assert";
 * import { readTaxonomy } from "./taxonomy.ts";
 *
 * const values = await readTaxonomy("data/sample_taxonomy.csv");
 * assert(values.length >= 60 && values[0]!.category.length > 0);
 * ```
 */
export async function readTaxonomy(path: string): Promise<Value[]> {
  const file = await isFolder(path) ? `${path.replace(/\/+$/, "")}/values_tree.csv` : path;
  const [header, ...rows] = split(await readText(file), file);
  if (header === undefined) {
    throw new InputError("Expected a table of values but found an empty file", { file });
  }
  assertCells(header, rows, file);
  const values = header.includes("cluster_id")
    ? readTree(header, rows, file)
    : readFlat(header, rows, file);
  if (values.length < 2) {
    throw new InputError(`Expected at least two values but found ${values.length}`, { file });
  }
  const seen = new Set<string>();
  values.forEach((value, i) => {
    if (seen.has(value.name)) {
      throw new InputError(`Expected each value once but found "${value.name}" again`, {
        file,
        ...(header.includes("cluster_id") ? {} : { row: i + 1 }),
        field: "name",
      });
    }
    seen.add(value.name);
  });
  return values;
}

/** The categories of values, each once, in order of appearance. */
export function categoriesOf(values: Iterable<Value>): string[] {
  return [...new Set(Array.from(values, (value) => value.category))];
}

const NAMES: ReadonlySet<string> = new Set(["name", "category", "domain"]);

/** Most characters of a name: it stands in prompts and figures. */
const LONGEST = 1_000;

/** A comma that should have been quoted moves the cells after it, and a name with control characters is no name. */
function assertCells(header: readonly string[], rows: readonly string[][], file: string): void {
  for (const [i, cells] of rows.entries()) {
    const where = { file, row: i + 1 };
    if (cells.slice(header.length).some((cell) => cell.trim() !== "")) {
      throw new InputError(
        `Expected ${header.length} cells but found ${cells.length} (quote a cell that has a comma)`,
        where,
      );
    }
    for (const [c, cell] of cells.entries()) {
      const field = header[c]?.trim() ?? "";
      // deno-lint-ignore no-control-regex
      if (/[\u0000-\u0008\u000e-\u001f\u007f]/.test(cell)) {
        throw new InputError("Expected a text without control characters", { ...where, field });
      }
      if (NAMES.has(field) && cell.length > LONGEST) {
        throw new InputError(
          `Expected a name of at most ${LONGEST} characters but found ${cell.length}`,
          { ...where, field },
        );
      }
    }
  }
}

const FLAT_COLUMNS = ["name", "category", "domain"] as const;

function readFlat(header: readonly string[], rows: readonly string[][], file: string): Value[] {
  const columns = FLAT_COLUMNS.map((column) => {
    const index = header.findIndex((name) => name.trim() === column);
    if (index === -1) {
      throw new InputError(
        `Expected the columns name, category, domain (or those of values_tree.csv) but found ${
          header.join(", ")
        }`,
        { file, field: column },
      );
    }
    return index;
  });
  return rows.map((cells, i) => {
    const [name, category, domain] = columns.map((column, c) => {
      const cell = cells[column]?.trim();
      if (!cell) {
        throw new InputError("Expected a text but found an empty cell", {
          file,
          row: i + 1,
          field: FLAT_COLUMNS[c]!,
        });
      }
      return cell;
    });
    return { name: name!, category: category!, domain: domain! };
  });
}

async function isFolder(path: string): Promise<boolean> {
  try {
    return (await Deno.stat(path)).isDirectory;
  } catch {
    return false;
  }
}

async function readText(file: string): Promise<string> {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(await Deno.readFile(file));
  } catch (cause) {
    const what = cause instanceof Deno.errors.NotFound
      ? "found none there"
      : cause instanceof TypeError
      ? "found bytes that are not UTF-8"
      : `could not read it (${cause instanceof Error ? cause.message : cause})`;
    throw new InputError(`Expected a CSV of values but ${what}`, { file }, { cause });
  }
}

function split(text: string, file: string): string[][] {
  try {
    return parseCsv(text);
  } catch (cause) {
    throw new InputError((cause as Error).message, { file }, { cause });
  }
}
