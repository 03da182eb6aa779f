import { assertEquals, assertRejects } from "@std/assert";
import fc from "fast-check";
import { parseCsv } from "../../lib/generation/csv.ts";
import { csvPieces } from "../../lib/published/csv_pieces.ts";

async function* pieces(text: string, cuts: readonly number[]): AsyncGenerator<string> {
  const at = [...cuts.map((cut) => cut % (text.length + 1)), 0, text.length].sort((a, b) => a - b);
  for (let i = 1; i < at.length; i++) yield text.slice(at[i - 1], at[i]);
}

const read = async (text: string, cuts: readonly number[]) =>
  (await Array.fromAsync(csvPieces(pieces(text, cuts)))).flat();

Deno.test("csvPieces() reads any text as parseCsv() does, wherever it is cut", async () => {
  const text = fc.array(fc.constantFrom('"', '""', ",", "\n", "\r\n", "\r", "a", "é", ' "'))
    .map((parts) => parts.join(""));
  await fc.assert(
    fc.asyncProperty(text, fc.array(fc.nat(), { maxLength: 8 }), async (text, cuts) => {
      let whole: string[][] | string;
      try {
        whole = parseCsv(text);
      } catch (error) {
        whole = (error as Error).message;
      }
      const found = await read(text, cuts).catch((error) => error.message);
      assertEquals(found, whole);
    }),
    { numRuns: 2000, seed: 1 },
  );
});

Deno.test("csvPieces() counts lines over the pieces where a quote is never closed", async () => {
  await assertRejects(
    () => read('a,b\n1,2\n3,"four\n5,6\n', [4, 8]),
    SyntaxError,
    "the quote opened on line 3",
  );
});
