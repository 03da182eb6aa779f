/** One picture of a {@linkcode contactSheet}. */
export interface SheetPicture {
  /** A standalone SVG document with a `viewBox` from 0, 0. */
  readonly svg: string;
}

/**
 * Many pictures on one sheet, in columns of one width, each put where the sheet is shortest, so that all can be
 * looked at together.
 *
 * @param pictures In the order they are placed.
 * @param columns How many columns. @default {4}
 * @returns A standalone SVG document.
 * @throws {TypeError} If a picture has no size.
 */
export function contactSheet(pictures: readonly SheetPicture[], columns = 4): string {
  const gap = 16;
  const width = 760;
  const bottoms = new Array<number>(columns).fill(gap);
  const placed = pictures.map(({ svg }) => {
    const [, w, h] = /viewBox="0 0 ([\d.]+) ([\d.]+)"/.exec(svg) ?? [];
    if (w === undefined || h === undefined) {
      throw new TypeError(`Expected a picture with a viewBox but found ${svg.slice(0, 40)}`);
    }
    const height = Number(h) * width / Number(w);
    const column = bottoms.indexOf(Math.min(...bottoms));
    const x = gap + column * (width + gap);
    const y = bottoms[column] ?? gap;
    bottoms[column] = y + height + gap;
    return svg.trim().replace(
      /\bwidth="[^"]*" height="[^"]*"/,
      `x="${x}" y="${y}" width="${width}" height="${height}"`,
    );
  });
  const [w, h] = [columns * (width + gap) + gap, Math.max(...bottoms)];
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${w} ${h}" width="${w}" height="${h}">` +
    `<rect width="${w}" height="${h}" fill="#8a8f96"/>${placed.join("")}</svg>\n`;
}
