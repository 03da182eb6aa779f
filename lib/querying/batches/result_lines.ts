import { linesOf } from "../../study/text_lines.ts";
import { readRaw } from "../providers/raw_fetch.ts";
import { parseJson } from "../reading.ts";
import { type BatchLine, textOf } from "./batch_api.ts";

/**
 * Reads a file of results line by line, so that it need not fit into memory. A line that tells nothing is handed on as
 * it is, and the others do not wait for it; where it is the last one, or there is none, the file may have been cut off.
 *
 * @param read What the object of a line tells, or null where it bears no key.
 * @throws {BatchRefused} For an error status.
 * @throws {SyntaxError} For a page of markup, which some gateway sent in place of the file.
 */
export async function* resultLines(
  response: Response,
  // deno-lint-ignore no-explicit-any
  read: (json: any) => BatchLine | null,
): AsyncGenerator<BatchLine> {
  // The status alone: the body is read below.
  const { status } = await readRaw(new Response(null, response));
  if (status >= 300) textOf({ ...await readRaw(response), status });
  let first = true;
  let cut = false;
  const pieces = (response.body ?? new Blob().stream()).pipeThrough(new TextDecoderStream());
  for await (const line of linesOf(pieces)) {
    if (line.trim() === "") continue;
    if (first && line.trimStart().startsWith("<")) {
      throw new SyntaxError("Expected a file of JSON lines but found a page of markup");
    }
    first = false;
    const json = parseJson(line);
    const told = typeof json === "object" && json !== null ? read(json) : null;
    cut = told === null;
    yield told ?? { unreadable: line };
  }
  if (first) yield { doubt: "its results are empty" };
  if (cut) yield { doubt: "the last line of its results cannot be read" };
}
