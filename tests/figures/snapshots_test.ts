import { assert, assertEquals } from "@std/assert";
import { join } from "node:path";
import * as figures from "../../lib/figures/mod.ts";
import { SAMPLE_FIGURES } from "./sample_figures.ts";

/** Writes them anew: look at each before committing. */
const UPDATE = "deno test -A tests/figures/snapshots_test.ts -- --update";
const update = Deno.args.includes("--update");
const folder = join(import.meta.dirname ?? "", "snapshots");

for (const figure of SAMPLE_FIGURES) {
  Deno.test(`the figure ${figure.name} looks as its snapshot does, byte by byte`, async () => {
    const path = join(folder, `${figure.name}.svg`);
    if (update) await Deno.writeTextFile(path, figure.svg());
    const snapshot = await Deno.readTextFile(path).catch(() => null);
    assert(
      figure.svg() === snapshot,
      `${path} ${snapshot === null ? "is not there" : "differs"}: ${UPDATE}, look at it, commit it`,
    );
  });
}

Deno.test("every figure of lib/figures is exported, and is among the samples", async () => {
  const here = new URL("../../lib/figures/", import.meta.url);
  const samples = await Deno.readTextFile(new URL("./sample_figures.ts", import.meta.url));
  const missing: string[] = [];
  for await (const { name } of Deno.readDir(here)) {
    if (!name.endsWith(".ts")) continue;
    const source = await Deno.readTextFile(new URL(name, here));
    for (const [, figure] of source.matchAll(/^export function (?!draw)(\w+Figure)\(/gm)) {
      if (!Object.hasOwn(figures, figure!)) missing.push(`${figure} in lib/figures/mod.ts`);
      if (!samples.includes(`  ${figure}(`)) missing.push(`${figure} in sample_figures.ts`);
    }
  }
  assertEquals(missing, []);
});

Deno.test("there is one snapshot for every figure and no other", () => {
  const files = [...Deno.readDirSync(folder)].map((entry) => entry.name).sort();
  assertEquals(files, SAMPLE_FIGURES.map((figure) => `${figure.name}.svg`).sort());
});

Deno.test("every figure tells in words what it shows and how it was made", () => {
  for (const { name, alt, caption, title } of SAMPLE_FIGURES) {
    assert(alt.length > 40 && caption.length > 20 && title.length > 5, name);
  }
});
