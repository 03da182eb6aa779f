import { join } from "node:path";
import { contactSheet } from "../figures/contact_sheet.ts";
import { svgToPng } from "../figures/png.ts";
import { InputError } from "../study/input_error.ts";
import { inProject } from "./called_from.ts";
import { EXIT, runMain } from "./exit.ts";
import { readArguments } from "./read_arguments.ts";

const USAGE = `Usage: deno task contact-sheet [--figures FOLDER] [--out FILE]

Puts all SVG files of a folder on one PNG sheet.

Options
  --figures FOLDER  the figures (default: tests/figures/snapshots)
  --out FILE        the sheet (default: contact_sheet.png)
  -h, --help        print this`;

/** Reads the arguments, writes the sheet, and says where it lies. */
export async function contactSheetCommand(
  args: readonly string[],
  say: (line: string) => void = console.log,
): Promise<number> {
  const { values, names } = readArguments("contact-sheet", args, {
    figures: { type: "string", default: inProject("tests/figures/snapshots") },
    out: { type: "string", default: "contact_sheet.png" },
  });
  if (values.help) {
    say(USAGE);
    return EXIT.ok;
  }
  if (names.length > 0) {
    throw new InputError(
      `Expected options only but found ${names[0]}; see "deno task contact-sheet --help"`,
    );
  }
  say(`Wrote ${await writeContactSheet(values.figures, values.out)} figures to ${values.out}`);
  return EXIT.ok;
}

/**
 * Writes all SVG files of a folder, by name, on one PNG sheet; gives their number.
 *
 * @throws {InputError} If the folder cannot be read or has none.
 */
export async function writeContactSheet(folder: string, out: string): Promise<number> {
  const names: string[] = [];
  try {
    for await (const { name } of Deno.readDir(folder)) if (name.endsWith(".svg")) names.push(name);
  } catch (cause) {
    throw new InputError("Expected a folder that can be read", { file: folder }, { cause });
  }
  if (names.length === 0) {
    throw new InputError("Expected SVG files but found none", { file: folder });
  }
  const pictures = await Promise.all(
    names.sort().map(async (name) => ({ svg: await Deno.readTextFile(join(folder, name)) })),
  );
  await Deno.writeFile(out, await svgToPng(contactSheet(pictures), 1));
  return names.length;
}

if (import.meta.main) await runMain(() => contactSheetCommand(Deno.args));
