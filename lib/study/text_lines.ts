/**
 * The lines of a text that comes in pieces, without their ends (LF or CRLF); an empty last one is left out.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { linesOf } from "./text_lines.ts";
 *
 * async function* pieces() {
 *   yield* ["a\r", "\nb\n", "\nc"];
 * }
 * assertEquals(await Array.fromAsync(linesOf(pieces())), ["a", "b", "", "c"]);
 * ```
 */
export async function* linesOf(pieces: AsyncIterable<string>): AsyncGenerator<string> {
  let rest = "";
  for await (const piece of pieces) {
    const end = piece.indexOf("\n");
    // A long line is put together once, not once more with every piece of it.
    if (end < 0) {
      rest += piece;
      continue;
    }
    const lines = (rest + piece).split("\n");
    rest = lines.pop()!;
    for (const line of lines) yield withoutReturn(line);
  }
  if (rest !== "") yield rest;
}

function withoutReturn(line: string): string {
  return line.endsWith("\r") ? line.slice(0, -1) : line;
}
