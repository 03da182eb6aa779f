import type { Cell, Columns } from "./columns.ts";

/**
 * A JSON Lines file that is written piece by piece: one object a line, each with all columns, so that readers need not
 * guess.
 *
 * @example
 * ```ts
 * import { assert } from "@std/assert";
 * import { JsonLinesFile } from "./json_lines_file.ts";
 *
 * const path = await Deno.makeTempFile();
 * const file = new JsonLinesFile(path, { model: "text", samples: "integer" });
 * file.write([["o3", 1]]);
 * assert(await Deno.readTextFile(path) === '{"model":"o3","samples":1}\n');
 * await Deno.remove(path);
 * ```
 */
export class JsonLinesFile {
  readonly #names: readonly string[];

  /** @param path Made, or written over. */
  constructor(readonly path: string, columns: Columns) {
    this.#names = Object.keys(columns);
    Deno.writeTextFileSync(path, "");
  }

  /** Appends rows, each with its cells in the order of the columns. */
  write(rows: readonly (readonly Cell[])[]): void {
    const lines = rows.map((cells) => {
      const row = Object.fromEntries(this.#names.map((name, i) => [name, cells[i]]));
      return `${JSON.stringify(row)}\n`;
    });
    Deno.writeTextFileSync(this.path, lines.join(""), { append: true });
  }

  /** Nothing is left to be written. */
  end(): void {}
}
