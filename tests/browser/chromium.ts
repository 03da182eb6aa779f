import { type Browser, chromium, type Page } from "playwright-core";

const PLACES = [
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
];

/** Where Chromium is on this machine, or undefined; `FAULTLINE_CHROMIUM` names another place. */
export const CHROMIUM: string | undefined = [Deno.env.get("FAULTLINE_CHROMIUM"), ...PLACES]
  .find((path) => path !== undefined && exists(path));

function exists(path: string): boolean {
  try {
    return Deno.statSync(path).isFile;
  } catch {
    return false;
  }
}

/** Like `needsPython`, for tests in a browser. */
export function needsChromium(name: string): { name: string; ignore: boolean } {
  const ignore = CHROMIUM === undefined && !Deno.env.get("CI");
  if (ignore) console.log(`Skipped for want of Chromium: ${name}`);
  return { name, ignore };
}

/** Starts Chromium with no window and nothing fetched in the background. */
export async function startChromium(): Promise<Browser> {
  if (CHROMIUM === undefined) throw new Error("Expected Chromium to be installed but found none");
  return await chromium.launch({
    executablePath: CHROMIUM,
    args: [
      "--no-sandbox",
      "--disable-gpu",
      "--disable-quic",
      "--no-first-run",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
    ],
  });
}

/** How much of a picture differs from its commonest colour, from 0 (blank) to 1. */
export async function inkShare(page: Page, png: Uint8Array): Promise<number> {
  return await page.evaluate(async (base64) => {
    const image = new Image();
    image.src = `data:image/png;base64,${base64}`;
    await image.decode();
    const canvas = document.createElement("canvas");
    [canvas.width, canvas.height] = [image.width, image.height];
    const context = canvas.getContext("2d")!;
    context.drawImage(image, 0, 0);
    const pixels = new Uint32Array(
      context.getImageData(0, 0, image.width, image.height).data.buffer,
    );
    const counts = new Map<number, number>();
    for (const pixel of pixels) counts.set(pixel, (counts.get(pixel) ?? 0) + 1);
    return 1 - Math.max(...counts.values()) / pixels.length;
  }, png.toBase64());
}

/** Where screenshots are kept. */
export const SCREENSHOTS = "out/screenshots";
