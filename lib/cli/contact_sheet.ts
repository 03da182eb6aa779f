import { join } from "node:path";
import { parseArgs } from "node:util";
import { contactSheet } from "../figures/contact_sheet.ts";
import { svgToPng } from "../figures/png.ts";
import { InputError } from "../study/input_error.ts";
import { exitCode } from "./exit_code.ts";

/** Writes all SVG files of a folder, by name, on one PNG sheet; gives their number. */
export async function writeContactSheet(folder: string, out: string): Promise<number> {
  const names: string[] = [];
  for await (const { name } of Deno.readDir(folder)) if (name.endsWith(".svg")) names.push(name);
  if (names.length === 0) {
    throw new InputError("Expected SVG files but found none", { file: folder });
  }
  const pictures = await Promise.all(
    names.sort().map(async (name) => ({ svg: await Deno.readTextFile(join(folder, name)) })),
  );
  await Deno.writeFile(out, await svgToPng(contactSheet(pictures), 1));
  return names.length;
}

if (import.meta.main) {
  Deno.exit(
    await exitCode(async () => {
      const { values } = parseArgs({
        args: Deno.args,
        options: { figures: { type: "string" }, out: { type: "string" } },
      });
      const { figures = "tests/figures/snapshots", out = "contact_sheet.png" } = values;
      console.log(`Wrote ${await writeContactSheet(figures, out)} figures to ${out}`);
      return 0;
    }),
  );
}
