/**
 * The committed notebooks as somebody has them who has just cloned the repository and runs nothing: JupyterLab does not
 * trust them, so that it drops scripts, styles and SVG. Screenshots stay in `out/screenshots`.
 */
import { assert, assertEquals } from "@std/assert";
import { basename } from "node:path";
import type { Locator, Page } from "playwright-core";
import { type CodeCell, readNotebook } from "../../lib/notebook/notebook_file.ts";
import { listNotebooks, PROJECT_FOLDER } from "../../lib/notebook/project_folder.ts";
import { pythonIsHere } from "../notebook/jupyter_here.ts";
import { inkShare, needsChromium, SCREENSHOTS, startChromium } from "./chromium.ts";
import { outputOf, startLab, until } from "./lab.ts";

/** What the sanitiser lets nobody see. */
const DROPPED = [".jp-RenderedHTML svg", ".jp-RenderedHTML script", ".jp-RenderedHTML style"]
  .join();

const FOLDER = "out/browser/untrusted";

/** A copy that nobody has signed: its content differs from the one that was run here. */
async function layOut(file: string): Promise<string> {
  const notebook = JSON.parse(await Deno.readTextFile(file));
  notebook.metadata.cloned = crypto.randomUUID();
  const copy = `${FOLDER}/${basename(file)}`;
  await Deno.writeTextFile(copy, JSON.stringify(notebook));
  return copy;
}

/** What a cell is to show, by what was saved of it. */
function expected({ outputs }: CodeCell) {
  const bundles: Record<string, unknown>[] = outputs.flatMap((output) =>
    output.output_type === "stream" || output.output_type === "error" ? [] : [output.data]
  );
  const html = bundles.map((data) => [data["text/html"] ?? ""].flat().join("")).join("\n");
  const count = (part: RegExp) => (html.match(part) ?? []).length;
  return {
    pictures: bundles.filter((data) => data["image/png"] !== undefined).length,
    rows: count(/<tr>/g),
    folds: count(/<details/g),
  };
}

/** What it does show. */
async function shown(output: Locator) {
  return {
    pictures: await output.locator("img").count(),
    rows: await output.locator("tr").count(),
    folds: await output.locator("details").count(),
  };
}

async function assertPictures(blank: Page, output: Locator, what: string): Promise<void> {
  for (let i = 0; i < await output.locator("img").count(); i++) {
    await until(async () => {
      const png = await output.locator("img").nth(i).screenshot({ timeout: 5000 }).catch(() =>
        null
      );
      return png !== null && await inkShare(blank, png) > 0.01;
    }, `the picture of ${what}`);
  }
}

Deno.test({
  ...needsChromium("JupyterLab shows the committed notebooks to somebody who has not run them"),
  ignore: needsChromium("untrusted").ignore || (!pythonIsHere && !Deno.env.get("CI")),
  // Chromium and JupyterLab are programs of their own, with pipes that end when they do.
  sanitizeOps: false,
  sanitizeResources: false,
  fn: async (test) => {
    Deno.chdir(PROJECT_FOLDER);
    await Deno.mkdir(FOLDER, { recursive: true });
    await Deno.mkdir(SCREENSHOTS, { recursive: true });
    await using lab = await startLab();
    await using browser = await startChromium();
    const blank = await browser.newPage();
    const page = await browser.newPage({ viewport: { width: 1280, height: 1000 } });
    for (const file of (await listNotebooks()).toSorted()) {
      const name = basename(file, ".ipynb");
      await test.step(name, async () => {
        const copy = await layOut(file);
        await page.goto(lab.url(copy));
        await page.locator(".jp-Notebook .jp-Cell").first().waitFor({ timeout: 60_000 });
        const { cells } = await readNotebook(copy);
        let pictures = 0;
        for (const [i, cell] of cells.entries()) {
          if (cell.cell_type !== "code" || cell.outputs.length === 0) continue;
          const what = `${name}, cell ${i + 1}`;
          const output = await outputOf(page, i);
          const wanted = expected(cell);
          await until(
            async () =>
              JSON.stringify(await shown(await outputOf(page, i))) === JSON.stringify(wanted),
            `${JSON.stringify(wanted)} in ${what}`,
          );
          assertEquals(await output.locator(DROPPED).count(), 0, what);
          const words = await output.innerText();
          assert(!/untrusted SVG|\bundefined\b|\bNaN\b|\[object /.test(words), `${what}: ${words}`);
          await assertPictures(blank, output, what);
          if (wanted.pictures > 0 && pictures === 0) {
            await page.screenshot({ path: `${SCREENSHOTS}/untrusted_${name}.png` });
          }
          pictures += wanted.pictures;
        }
        assert(pictures > 0, `${name} shows no picture`);
        const trust = await page.locator('[title*="cells trusted"], [title*="not trusted"]').first()
          .getAttribute("title");
        assert(trust?.includes("Notebook not trusted"), String(trust));
      });
    }
  },
});
