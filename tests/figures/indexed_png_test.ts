import { assert, assertEquals, assertThrows } from "@std/assert";
import { inflateSync } from "node:zlib";
import { indexedPng } from "../../lib/figures/indexed_png.ts";

/** A PNG's chunks by name, read by their lengths. */
function chunks(png: Uint8Array): Map<string, Uint8Array> {
  const view = new DataView(png.buffer, png.byteOffset);
  const found = new Map<string, Uint8Array>();
  for (let at = 8; at < png.length;) {
    const length = view.getUint32(at);
    const name = new TextDecoder().decode(png.subarray(at + 4, at + 8));
    found.set(name, png.subarray(at + 8, at + 8 + length));
    at += 12 + length;
  }
  return found;
}

/** The colours of a PNG with a palette, row by row. */
function colorsOf(png: Uint8Array, width: number): number[][] {
  const parts = chunks(png);
  const palette = parts.get("PLTE")!;
  const rows = inflateSync(parts.get("IDAT")!);
  const colors: number[][] = [];
  for (let i = 0; i < rows.length; i++) {
    if (i % (width + 1) > 0) colors.push([...palette.subarray(3 * rows[i]!, 3 * rows[i]! + 3)]);
  }
  return colors;
}

Deno.test("indexedPng() keeps every pixel of up to 256 colours", () => {
  const pixels = Array.from({ length: 12 }, (_, i) => [i * 20, 255 - i, i % 2, 255]);
  const png = indexedPng(Uint8Array.from(pixels.flat()), 4, 3);
  assertEquals(colorsOf(png, 4), pixels.map((pixel) => pixel.slice(0, 3)));
});

Deno.test("indexedPng() gives a rare colour beyond 256 the nearest common one", () => {
  const common = Array.from({ length: 512 }, (_, i) => [i >> 1, 0, 0, 255]);
  const rare = [100, 3, 0, 255];
  const png = indexedPng(Uint8Array.from([...common, rare].flat()), 513, 1);
  const colors = colorsOf(png, 513);
  assertEquals(colors.at(-1), [100, 0, 0]);
  assertEquals(colors.slice(0, -1), common.map((pixel) => pixel.slice(0, 3)));
});

Deno.test("indexedPng() tells its density and gives the same bytes for the same pixels", () => {
  const pixels = new Uint8Array(4 * 6).fill(255);
  const png = indexedPng(pixels, 3, 2, 2);
  const density = chunks(png).get("pHYs")!;
  assertEquals(new DataView(density.buffer, density.byteOffset).getUint32(0), 7559);
  assertEquals(indexedPng(pixels, 3, 2, 2), png);
  assert(chunks(png).has("IEND"));
});

Deno.test("indexedPng() refuses pixels that do not fill the picture", () => {
  assertThrows(() => indexedPng(new Uint8Array(8), 3, 1), RangeError, "3 x 1 pixels");
});
