/**
 * The quickstart as a newcomer has it: JupyterLab opens it in Chromium and runs all, the first run is stopped in the
 * middle of a stage and run again to the end, and the export opens by itself. Screenshots stay in `out/screenshots`.
 */
import { assert, assertEquals } from "@std/assert";
import { join } from "node:path";
import { exportNotebookFile } from "../../lib/cli/export.ts";
import { PROJECT_FOLDER } from "../../lib/notebook/project_folder.ts";
import { pythonIsHere } from "../notebook/jupyter_here.ts";
import { inkShare, needsChromium, SCREENSHOTS, startChromium } from "./chromium.ts";
import { menu, openNotebook, outputOf, startLab, until } from "./lab.ts";

/** As deep as `notebooks/`, so that `../lib` is found by a link, with a study of its own. */
const HOME = "out/browser/quickstart";
const NOTEBOOK = `${HOME}/notebooks/00_quickstart.ipynb`;

/** The quickstart with no outputs and no study yet. */
async function layOut(): Promise<{ run: number; figures: number[]; last: number }> {
  Deno.chdir(PROJECT_FOLDER);
  await Deno.remove(HOME, { recursive: true }).catch(() => {});
  await Deno.mkdir(`${HOME}/notebooks`, { recursive: true });
  await Deno.mkdir(SCREENSHOTS, { recursive: true });
  for (const name of ["lib", "data", "deno.json", "deno.lock"]) {
    await Deno.symlink(join(PROJECT_FOLDER, name), `${HOME}/${name}`);
  }
  const notebook = JSON.parse(await Deno.readTextFile("notebooks/00_quickstart.ipynb"));
  const sources: string[] = notebook.cells.map((cell: { source: string[] }) =>
    cell.source.join("")
  );
  for (const cell of notebook.cells) {
    if (cell.cell_type === "code") Object.assign(cell, { outputs: [], execution_count: null });
  }
  await Deno.writeTextFile(NOTEBOOK, JSON.stringify(notebook));
  return {
    run: sources.findIndex((source) => source.includes("await runHere(")),
    figures: sources.flatMap((source, i) =>
      /^figures\.get\(|\nfigures\.get\(/.test(source) ? [i] : []
    ),
    last: notebook.cells.findLastIndex((cell: { cell_type: string }) => cell.cell_type === "code"),
  };
}

Deno.test({
  ...needsChromium("the quickstart runs in JupyterLab, stops, goes on, shows figures and exports"),
  ignore: needsChromium("quickstart").ignore || (!pythonIsHere && !Deno.env.get("CI")),
  // Chromium and JupyterLab are programs of their own, with pipes that end when they do.
  sanitizeOps: false,
  sanitizeResources: false,
  fn: async (test) => {
    const at = await layOut();
    await using lab = await startLab();
    await using browser = await startChromium();
    const page = await browser.newPage({ viewport: { width: 1300, height: 1000 } });
    const shot = (name: string) => page.screenshot({ path: `${SCREENSHOTS}/${name}.png` });
    const says = async (cell: number) =>
      await (await outputOf(page, cell)).innerText({ timeout: 5000 }).catch(() => "");
    const idle = async () => (await lab.kernels()).get(NOTEBOOK) === "idle";

    await test.step("Stop ends the study's run in the middle of a stage", async () => {
      await openNotebook(page, lab, NOTEBOOK);
      await menu(page, "Run", "Run All Cells");
      await until(
        async () => /panel responses: [1-9][\d,]* of/.test(await says(at.run)),
        "the panel's responses under way",
      );
      await shot("quickstart_1_running");
      await page.locator('[data-jp-item-name="interrupt"] button, [data-jp-item-name="interrupt"]')
        .first().click();
      await until(idle, "an idle kernel");
      // What was not asked any more is counted, and the stage stays in sight.
      await until(
        async () => /panel responses: .*[1-9][\d,]* not_run/.test(await says(at.run)),
        "a stage that was cut short",
      );
      await shot("quickstart_2_stopped");
    });

    await test.step("run again, it goes on to the end", async () => {
      // The cells below ran with what was there; one of them fails, which ends all that is asked meanwhile.
      await outputOf(page, at.last);
      const prompt = page.locator(
        `.jp-Cell[data-windowed-list-index="${at.last}"] .jp-InputPrompt`,
      );
      await until(async () => !(await prompt.innerText()).includes("*"), "the last cell's end");
      await menu(page, "Run", "Run All Cells");
      await until(
        async () => /\d+ stages finished, [\d,]+ answered/.test(await says(at.run)) && await idle(),
        "the study's end",
      );
      const told = await says(at.run);
      assert(told.includes("A simulated study of 12 models (simulated)"), told);
      assert(!/: 0 of [1-9]/.test(told), told);
      await shot("quickstart_3_done");
    });

    await test.step("every figure's pixels differ from a blank page", async () => {
      const blank = await browser.newPage();
      for (const cell of at.figures) {
        await until(async () => {
          const figure = (await outputOf(page, cell)).locator("img").first();
          const png = await figure.screenshot({ timeout: 5000 }).catch(() => null);
          return png !== null && await inkShare(blank, png) > 0.02;
        }, `the figure of cell ${cell}`);
      }
      assert(at.figures.length >= 4);
      await blank.close();
      await shot("quickstart_4_figure");
    });

    await test.step("saved and exported, it opens with nothing from elsewhere", async () => {
      await menu(page, "File", "Save Notebook");
      await until(
        async () => (await Deno.readTextFile(NOTEBOOK)).includes("stages finished"),
        "the saved notebook",
      );
      const file = await exportNotebookFile(NOTEBOOK);
      const exported = await browser.newPage({ viewport: { width: 1000, height: 1000 } });
      const asked: string[] = [];
      exported.on("request", (request) => asked.push(request.url()));
      await exported.goto(`file://${await Deno.realPath(file)}`);
      assertEquals(asked.map((url) => url.split("/").at(-1)), ["00_quickstart.html"]);
      assertEquals(await exported.locator(".output > img.fl-figure").count(), at.figures.length);
      assert(await exported.locator(".fl-answer").count() >= 12);
      await exported.screenshot({ path: `${SCREENSHOTS}/quickstart_5_export.png`, fullPage: true });
      await exported.close();
    });
  },
});
