/**
 * Puts measured text into a document between the marks `<!-- measured: NAME -->` and `<!-- end: NAME -->`, and leaves all
 * else as it is.
 *
 * @param sections Text by name.
 * @throws {Error} Where the document has not exactly one such section of a name.
 */
export function replaceSections(
  document: string,
  sections: Readonly<Record<string, string>>,
): string {
  for (const [name, text] of Object.entries(sections)) {
    const [begin, end] = [`<!-- measured: ${name} -->`, `<!-- end: ${name} -->`];
    const [before, rest, ...more] = document.split(begin);
    const [, after, ...others] = rest?.split(end) ?? [];
    if (after === undefined || more.length > 0 || others.length > 0) {
      throw new Error(`Expected one section from ${begin} to ${end}`);
    }
    document = `${before}${begin}\n${text.trim()}\n${end}${after}`;
  }
  return document;
}

/** Does so in a file of the repository. */
export async function writeSections(
  path: string,
  sections: Readonly<Record<string, string>>,
): Promise<void> {
  const url = new URL(`../../${path}`, import.meta.url);
  await Deno.writeTextFile(url, replaceSections(await Deno.readTextFile(url), sections));
}
