import { assert, assertEquals, assertRejects, assertStringIncludes } from "@std/assert";
import { contactSheetCommand, writeContactSheet } from "../../lib/cli/contact_sheet.ts";
import { InputError } from "../../lib/study/input_error.ts";

Deno.test("writeContactSheet() puts all figures of a folder on one PNG, and refuses a folder without", async () => {
  const folder = await Deno.makeTempDir();
  const out = `${folder}/sheet.png`;
  await assertRejects(() => writeContactSheet(folder, out), InputError, "Expected SVG files");
  const snapshots = "tests/figures/snapshots";
  for (const name of ["outliers.svg", "pair_map.svg"]) {
    await Deno.copyFile(`${snapshots}/${name}`, `${folder}/${name}`);
  }
  await Deno.writeTextFile(`${folder}/notes.txt`, "no figure");
  assertEquals(await writeContactSheet(folder, out), 2);
  const png = await Deno.readFile(out);
  assertEquals([...png.slice(1, 4)], [..."PNG"].map((c) => c.charCodeAt(0)));
  // Width and height of the header: four columns of 760 and their gaps.
  const size = new DataView(png.buffer, 16, 8);
  assertEquals(size.getUint32(0), 4 * (760 + 16) + 16);
  assert(size.getUint32(4) > 300);
  await Deno.remove(folder, { recursive: true });
});

Deno.test("contactSheetCommand() prints its help, and names what is wrong with its arguments", async () => {
  const said: string[] = [];
  assertEquals(await contactSheetCommand(["--help"], (line) => said.push(line)), 0);
  assertStringIncludes(said[0]!, "deno task contact-sheet");
  await assertRejects(() => contactSheetCommand(["more"]), InputError, "found more");
  await assertRejects(
    () => contactSheetCommand(["--figures", "/nowhere"]),
    InputError,
    "/nowhere: Expected a folder",
  );
});
