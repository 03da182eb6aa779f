import { assert, assertEquals } from "@std/assert";
import { join } from "node:path";
import { SAMPLE_FIGURES } from "./sample_figures.ts";

/** `deno test -A tests/figures/snapshots_test.ts -- --update` writes them anew: look at each before committing. */
const update = Deno.args.includes("--update");
const folder = join(import.meta.dirname ?? "", "snapshots");

for (const figure of SAMPLE_FIGURES) {
  Deno.test(`the figure ${figure.name} looks as its snapshot does, byte by byte`, async () => {
    const path = join(folder, `${figure.name}.svg`);
    if (update) await Deno.writeTextFile(path, figure.svg());
    assert(
      figure.svg() === await Deno.readTextFile(path),
      `${path} differs: look, then run with --update`,
    );
  });
}

Deno.test("there is one snapshot for every figure and no other", () => {
  const files = [...Deno.readDirSync(folder)].map((entry) => entry.name).sort();
  assertEquals(files, SAMPLE_FIGURES.map((figure) => `${figure.name}.svg`).sort());
});

Deno.test("every figure tells in words what it shows and how it was made", () => {
  for (const { name, alt, caption, title } of SAMPLE_FIGURES) {
    assert(alt.length > 40 && caption.length > 20 && title.length > 5, name);
  }
});
