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
