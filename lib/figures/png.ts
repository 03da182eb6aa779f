import { createRequire } from "node:module";
import { initWasm, Resvg } from "@resvg/resvg-wasm";
// Imported only so that the package is fetched with the program and is there offline afterwards.
import fontPackage from "dejavu-fonts-ttf/package.json" with { type: "json" };
import { indexedPng } from "./indexed_png.ts";

type RenderedImage = ReturnType<InstanceType<typeof Resvg>["render"]>;

const FONTS = ["DejaVuSans.ttf", "DejaVuSans-Bold.ttf", "DejaVuSans-Oblique.ttf"];

interface Renderer {
  fonts: Uint8Array[];
}

let starting: Promise<Renderer> | undefined;

/**
 * An SVG picture as PNG, drawn with the bundled DejaVu fonts, so that it looks the same on every machine.
 *
 * @param svg A standalone SVG document.
 * @param scale Pixels per SVG unit, above 0; 2 is sharp on a good screen and in print.
 * @returns The bytes of the PNG file.
 * @throws {RangeError} If the scale is not above 0.
 *
 * @example
 * ```ts
 * import { assert } from "@std/assert";
 * import { svgToPng } from "./png.ts";
 *
 * const png = await svgToPng('<svg xmlns="http://www.w3.org/2000/svg" width="4" height="4"/>');
 * assert(png[1] === 0x50);
 * ```
 */
export async function svgToPng(svg: string, scale = 2): Promise<Uint8Array> {
  return await rendered(svg, scale, (image) => image.asPng());
}

/**
 * The same as {@linkcode svgToPng}, in at most 256 colours and a third of the size, for pictures of flat colours that
 * are kept within another file. The picture must cover its ground.
 *
 * @throws {RangeError} If the scale is not above 0.
 *
 * @example
 * ```ts
 * import { assert } from "@std/assert";
 * import { svgToSmallPng } from "./png.ts";
 *
 * const png = await svgToSmallPng('<svg xmlns="http://www.w3.org/2000/svg" width="4" height="4"/>');
 * assert(png[1] === 0x50);
 * ```
 */
export async function svgToSmallPng(svg: string, scale = 2): Promise<Uint8Array> {
  return await rendered(
    svg,
    scale,
    ({ pixels, width, height }) => indexedPng(pixels, width, height, scale),
  );
}

async function rendered(
  svg: string,
  scale: number,
  take: (image: RenderedImage) => Uint8Array,
): Promise<Uint8Array> {
  if (!(scale > 0)) throw new RangeError(`Expected scale to be above 0 but found ${scale}`);
  starting ??= start();
  const { fonts } = await starting;
  const resvg = new Resvg(svg, {
    fitTo: { mode: "zoom", value: scale },
    font: { fontBuffers: fonts, defaultFontFamily: "DejaVu Sans", loadSystemFonts: false },
  });
  const image = resvg.render();
  try {
    return take(image);
  } finally {
    image.free();
    resvg.free();
  }
}

async function start(): Promise<Renderer> {
  const require = createRequire(import.meta.url);
  await initWasm(await Deno.readFile(require.resolve("@resvg/resvg-wasm/index_bg.wasm")));
  const fonts = await Promise.all(
    FONTS.map((file) => Deno.readFile(require.resolve(`${fontPackage.name}/ttf/${file}`))),
  );
  return { fonts };
}
