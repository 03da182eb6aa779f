import { parseCsv } from "../generation/csv.ts";

/**
 * The rows of a CSV that comes in pieces, some at a time, as `parseCsv` reads them.
 *
 * @param pieces Its text, cut anywhere.
 * @throws {SyntaxError} Where a quoted cell is never closed; the message names the line on which it opens.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { csvPieces } from "./csv_pieces.ts";
 *
 * async function* pieces() {
 *   yield* ['a,b\n"x, ', "y", '",2\n'];
 * }
 * assertEquals((await Array.fromAsync(csvPieces(pieces()))).flat(), [["a", "b"], ["x, y", "2"]]);
 * ```
 */
export async function* csvPieces(pieces: AsyncIterable<string>): AsyncGenerator<string[][]> {
  const scanner = new RowScanner();
  let waiting: string[] = [];
  let line = 0;
  for await (const piece of pieces) {
    const end = scanner.lastEnd(piece);
    if (end === 0) {
      waiting.push(piece);
      continue;
    }
    const text = waiting.join("") + piece.slice(0, end);
    waiting = [piece.slice(end)];
    yield rows(text, line);
    line += text.split("\n").length - 1;
  }
  const rest = waiting.join("");
  if (rest !== "") yield rows(rest, line);
}

function rows(text: string, linesBefore: number): string[][] {
  try {
    return parseCsv(text);
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    const told = error.message.replace(/line (\d+)/, (_, n) => `line ${Number(n) + linesBefore}`);
    throw new SyntaxError(told, { cause: error });
  }
}

const [QUOTE, COMMA, LF, CR] = [34, 44, 10, 13];

/** Follows cells over the borders of pieces, to know which line ends are ends of rows. */
class RowScanner {
  #state: "start" | "plain" | "quoted" | "closed" = "start";

  /** Just after the last end of a row in a piece; 0 where it has none. */
  lastEnd(piece: string): number {
    let end = 0;
    let state = this.#state;
    for (let i = 0; i < piece.length; i++) {
      const code = piece.charCodeAt(i);
      if (state === "quoted") {
        const quote = piece.indexOf('"', i);
        if (quote === -1) break;
        i = quote;
        state = "closed";
      } else if (code === QUOTE && state !== "plain") {
        // At its start it opens a cell; after a quote that seemed to close one it stands for itself.
        state = "quoted";
      } else if (code === COMMA || code === CR) {
        state = "start";
      } else if (code === LF) {
        state = "start";
        end = i + 1;
      } else {
        state = "plain";
      }
    }
    this.#state = state;
    return end;
  }
}
