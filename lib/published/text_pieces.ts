/** Bytes read at a time. */
const PIECE = 1 << 20;

/**
 * The text of a file, piece by piece, without a byte order mark.
 *
 * @param path The file.
 * @throws {TypeError} If it is not UTF-8.
 *
 * @example
 * ```ts
 * import { assert } from "@std/assert";
 * import { textPieces } from "./text_pieces.ts";
 *
 * const path = await Deno.makeTempFile();
 * await Deno.writeTextFile(path, "candour");
 * assert((await Array.fromAsync(textPieces(path))).join("") === "candour");
 * await Deno.remove(path);
 * ```
 */
export async function* textPieces(path: string): AsyncGenerator<string> {
  using file = await Deno.open(path);
  const decoder = new TextDecoder("utf-8", { fatal: true });
  const bytes = new Uint8Array(PIECE);
  for (;;) {
    const count = await file.read(bytes);
    const piece = count === null
      ? decoder.decode()
      : decoder.decode(bytes.subarray(0, count), { stream: true });
    if (piece !== "") yield piece;
    if (count === null) return;
  }
}

/**
 * The lines of a text that comes in pieces, without their ends (LF or CRLF); an empty last one is left out.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { linesOf } from "./text_pieces.ts";
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
    const lines = (rest + piece).split("\n");
    rest = lines.pop()!;
    for (const line of lines) yield line.endsWith("\r") ? line.slice(0, -1) : line;
  }
  if (rest !== "") yield rest;
}
