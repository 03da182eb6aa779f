import { z } from "zod";
import { shown } from "../study/fault_sentence.ts";
import { InputError } from "../study/input_error.ts";
import { readInput } from "../study/read_input.ts";

/** Text as notebooks keep it: whole, or cut behind line ends. */
const textSchema = z.union([z.string(), z.array(z.string())]).transform((text) =>
  typeof text === "string" ? text : text.join("")
);

const outputSchema = z.discriminatedUnion("output_type", [
  z.looseObject({
    output_type: z.literal("stream"),
    name: z.enum(["stdout", "stderr"]),
    text: textSchema,
  }),
  z.looseObject({
    output_type: z.literal("display_data"),
    data: z.record(z.string(), z.unknown()),
    metadata: z.record(z.string(), z.unknown()),
  }),
  z.looseObject({
    output_type: z.literal("execute_result"),
    data: z.record(z.string(), z.unknown()),
    metadata: z.record(z.string(), z.unknown()),
    execution_count: z.int().nullable(),
  }),
  z.looseObject({
    output_type: z.literal("error"),
    ename: z.string(),
    evalue: z.string(),
    traceback: z.array(z.string()),
  }),
]);

/** One output of a code cell. */
export type Output = z.infer<typeof outputSchema>;

const cellSchema = z.discriminatedUnion("cell_type", [
  z.looseObject({
    cell_type: z.literal("code"),
    id: z.string().optional(),
    metadata: z.record(z.string(), z.unknown()),
    source: textSchema,
    execution_count: z.int().nullable(),
    outputs: z.array(outputSchema),
  }),
  z.looseObject({
    cell_type: z.enum(["markdown", "raw"]),
    id: z.string().optional(),
    metadata: z.record(z.string(), z.unknown()),
    source: textSchema,
  }),
]);

/** One cell; `source` is one text. */
export type Cell = z.infer<typeof cellSchema>;

/** A cell of code with its outputs. */
export type CodeCell = Extract<Cell, { cell_type: "code" }>;

const notebookSchema = z.looseObject({
  nbformat: z.literal(4, {
    error: ({ input }) => `Expected a notebook of format 4 but found ${shown(input)}`,
  }),
  nbformat_minor: z.int().min(0),
  metadata: z.record(z.string(), z.unknown()),
  cells: z.array(cellSchema),
});

/** A Jupyter notebook, format 4. */
export type Notebook = z.infer<typeof notebookSchema>;

/**
 * Reads a notebook from its JSON.
 *
 * @param json The content of an `.ipynb` file.
 * @param file The file's name, for errors.
 * @throws {InputError} If it is no notebook of format 4, naming what does not fit.
 *
 * @example
 * ```ts
 * import { assert } from "@std/assert";
 * import { parseNotebook } from "./notebook_file.ts";
 *
 * const notebook = parseNotebook('{"nbformat":4,"nbformat_minor":5,"metadata":{},"cells":[]}', "a.ipynb");
 * assert(notebook.cells.length === 0);
 * ```
 */
export function parseNotebook(json: string, file: string): Notebook {
  let value: unknown;
  try {
    value = JSON.parse(json);
  } catch (error) {
    throw new InputError("Expected a notebook but found a file that is not JSON", { file }, {
      cause: error,
    });
  }
  return readInput(notebookSchema, value, { file });
}

/** Reads a notebook's file. */
export async function readNotebook(file: string): Promise<Notebook> {
  let json: string;
  try {
    json = await Deno.readTextFile(file);
  } catch (error) {
    throw new InputError("Expected a notebook but found no file that can be read", { file }, {
      cause: error,
    });
  }
  return parseNotebook(json, file);
}

/** A notebook as JSON in Jupyter's own layout: texts in lines, keys in order, one space of indentation. */
export function formatNotebook(notebook: Notebook): string {
  return JSON.stringify(inLayout(notebook), null, 1) + "\n";
}

const MULTILINE = new Set(["source", "text"]);

/** Pictures are one text, as Jupyter writes them: of one in a list VS Code shows nothing. */
const BASE64 = /^image\/(?!svg\+xml$)/;

function inLayout(value: unknown, key = "", parent = ""): unknown {
  if (Array.isArray(value)) return value.map((item) => inLayout(item, "", key));
  if (typeof value === "string") {
    const multiline = MULTILINE.has(key) ||
      (parent === "data" && key !== "application/json" && !BASE64.test(key));
    return multiline ? lines(value) : value;
  }
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).sort(([a], [b]) => a < b ? -1 : 1)
      .map(([name, item]) => [name, inLayout(item, name, key)]),
  );
}

/** Cut behind each line end, so that a changed line is one changed line in a diff. */
function lines(text: string): string[] {
  return text === "" ? [] : text.split(/(?<=\n)/);
}
