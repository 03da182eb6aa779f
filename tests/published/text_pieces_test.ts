import { assertEquals, assertRejects } from "@std/assert";
import { textPieces } from "../../lib/published/text_pieces.ts";

async function withFile(bytes: Uint8Array, act: (path: string) => Promise<void>): Promise<void> {
  const path = await Deno.makeTempFile();
  await Deno.writeFile(path, bytes);
  await act(path).finally(() => Deno.remove(path));
}

Deno.test("textPieces() keeps letters whole over the borders of pieces", async () => {
  const text = `\uFEFF${"aé🙂".repeat(400_000)}`;
  await withFile(new TextEncoder().encode(text), async (path) => {
    const pieces = await Array.fromAsync(textPieces(path));
    assertEquals(pieces.length > 2, true);
    assertEquals(pieces.join("") === text.slice(1), true);
  });
});

Deno.test("textPieces() refuses bytes that are no UTF-8, also a letter cut at the end", async () => {
  for (const bytes of [[0x61, 0xff, 0x62], [0x61, 0xc3]]) {
    await withFile(Uint8Array.from(bytes), async (path) => {
      await assertRejects(() => Array.fromAsync(textPieces(path)), TypeError);
    });
  }
});
