import { assert, assertEquals, assertRejects } from "@std/assert";
import { svgToPng, svgToSmallPng } from "../../lib/figures/png.ts";

const open = '<svg xmlns="http://www.w3.org/2000/svg" width="60" height="20">';

/** Width and height from the header of a PNG file. */
function size(png: Uint8Array): [number, number] {
  const view = new DataView(png.buffer, png.byteOffset);
  return [view.getUint32(16), view.getUint32(20)];
}

Deno.test("svgToPng() writes a PNG of the scaled size", async () => {
  assertEquals(size(await svgToPng(`${open}</svg>`, 3)), [180, 60]);
});

Deno.test("svgToPng() has a font: text leaves ink", async () => {
  const empty = await svgToPng(`${open}</svg>`);
  const text = await svgToPng(`${open}<text x="2" y="15" font-size="12">abc</text></svg>`);
  assert(text.length > empty.length + 100);
});

Deno.test("svgToPng() refuses a scale that is not above 0", async () => {
  await assertRejects(() => svgToPng(`${open}</svg>`, 0), RangeError, "Expected scale");
});

Deno.test("svgToSmallPng() writes the same size in fewer bytes", async () => {
  const text = Array.from(
    { length: 9 },
    (_, i) => `<text x="2" y="${9 + i * 9}" font-size="9">the quick brown fox</text>`,
  ).join("");
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="120" height="90">` +
    `<rect width="120" height="90" fill="#fff"/>${text}</svg>`;
  const [large, small] = [await svgToPng(svg), await svgToSmallPng(svg)];
  assertEquals(size(small), size(large));
  assert(small.length < 0.6 * large.length, `${small.length} of ${large.length}`);
});
