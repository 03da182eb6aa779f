import { crc32, deflateSync } from "node:zlib";

/** A PNG's palette holds no more. */
const COLORS = 256;

/**
 * An opaque picture as a PNG file with a palette: a third of the size of one with full colours, and for a figure of
 * flat colours the same to the eye. Where there are more than 256 colours, as along blended edges, the rarest become
 * the nearest of the common ones.
 *
 * @param pixels Red, green, blue and alpha of each pixel, row by row; alpha is left out.
 * @param density Pixels per unit of a page, which is told in the file as 96 times as many per inch.
 * @returns The bytes of the file, the same for the same picture.
 *
 * @example
 * ```ts
 * import { assert } from "@std/assert";
 * import { indexedPng } from "./indexed_png.ts";
 *
 * const png = indexedPng(new Uint8Array([255, 0, 0, 255]), 1, 1, 2);
 * assert(png[1] === 0x50);
 * ```
 */
export function indexedPng(
  pixels: Uint8Array,
  width: number,
  height: number,
  density = 1,
): Uint8Array {
  if (pixels.length !== 4 * width * height) {
    throw new RangeError(
      `Expected 4 bytes for each of ${width} x ${height} pixels but found ${pixels.length} bytes`,
    );
  }
  const colors = new Uint32Array(width * height);
  for (let i = 0; i < colors.length; i++) {
    colors[i] = pixels[4 * i]! << 16 | pixels[4 * i + 1]! << 8 | pixels[4 * i + 2]!;
  }
  const palette = commonest(colors);
  const places = placesOf(palette, colors);
  const rows = new Uint8Array(height * (width + 1));
  for (let y = 0, i = 0; y < height; y++) {
    for (let x = 0; x < width; x++) rows[y * (width + 1) + 1 + x] = places.get(colors[i++]!)!;
  }
  const perMetre = Math.round(density * 96 / 0.0254);
  return joined([
    new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    chunk("IHDR", [...big(width), ...big(height), 8, 3, 0, 0, 0]),
    chunk("pHYs", [...big(perMetre), ...big(perMetre), 1]),
    chunk("PLTE", palette.flatMap((color) => [color >> 16, color >> 8 & 255, color & 255])),
    chunk("IDAT", deflateSync(rows, { level: 9, memLevel: 9 })),
    chunk("IEND", []),
  ]);
}

/** The commonest colours, ties by their number. */
function commonest(colors: Uint32Array): number[] {
  const counts = new Map<number, number>();
  for (const color of colors) counts.set(color, (counts.get(color) ?? 0) + 1);
  return [...counts].sort(([a, m], [b, n]) => n - m || a - b).slice(0, COLORS)
    .map(([color]) => color);
}

/** For each colour the place in the palette of the nearest one. */
function placesOf(palette: readonly number[], colors: Uint32Array): Map<number, number> {
  const places = new Map(palette.map((color, place) => [color, place]));
  for (const color of colors) {
    if (places.has(color)) continue;
    let nearest = 0;
    for (let i = 1; i < palette.length; i++) {
      if (distance(palette[i]!, color) < distance(palette[nearest]!, color)) nearest = i;
    }
    places.set(color, nearest);
  }
  return places;
}

function distance(a: number, b: number): number {
  return [16, 8, 0].reduce((sum, at) => sum + ((a >> at & 255) - (b >> at & 255)) ** 2, 0);
}

function chunk(name: string, data: ArrayLike<number>): Uint8Array {
  const body = joined([new TextEncoder().encode(name), Uint8Array.from(data)]);
  return joined([
    Uint8Array.from(big(data.length)),
    body,
    Uint8Array.from(big(crc32(body))),
  ]);
}

function big(n: number): number[] {
  return [n >>> 24, n >>> 16 & 255, n >>> 8 & 255, n & 255];
}

function joined(parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
