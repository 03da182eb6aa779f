/**
 * The notebook as a user has it: JupyterLab with the Deno kernel in Chromium, on a notebook whose every name and
 * text is hostile, and the page exported from it. Screenshots stay in `out/screenshots`.
 */
import { assert, assertEquals } from "@std/assert";
import type { Page } from "playwright-core";
import { exportNotebookFile } from "../../lib/cli/export.ts";
import { PROJECT_FOLDER } from "../../lib/notebook/project_folder.ts";
import { pythonIsHere } from "../notebook/jupyter_here.ts";
import { inkShare, needsChromium, SCREENSHOTS, startChromium } from "./chromium.ts";
import { HOSTILE_TEXTS } from "./hostile.ts";
import { menu, openNotebook, outputOf, startLab, until } from "./lab.ts";

/** The places of the fixture's cells. */
const CELL = { table: 2, figure: 3, scenario: 4, outliers: 5, views: 6, stage: 8 };

const FOLDER = "out/browser/run";
const NOTEBOOK = `${FOLDER}/displays.ipynb`;

/** The fixture, copied to where it may be changed, at the same depth. */
async function layOut(): Promise<void> {
  Deno.chdir(PROJECT_FOLDER);
  await Deno.mkdir(FOLDER, { recursive: true });
  await Deno.mkdir(SCREENSHOTS, { recursive: true });
  await Deno.writeTextFile(
    "out/browser/hostile.ts",
    'export * from "../../tests/browser/hostile.ts";\n',
  );
  await Deno.writeTextFile(
    "out/browser/hostile_views.ts",
    'export * from "../../tests/browser/hostile_views.ts";\n',
  );
  await Deno.copyFile("tests/browser/fixtures/displays.ipynb", NOTEBOOK);
}

/** Whether a hostile text ran, opened a dialog or got out of the element that shows it. */
async function assertHarmless(page: Page): Promise<void> {
  const found = await page.evaluate(() => ({
    ran: (globalThis as { hostile?: number }).hostile ?? 0,
    out: document.querySelectorAll(".hostile-out, #hostile-link").length,
    foreign: document.querySelectorAll(
      ".fl-view img:not([src^='data:image/svg+xml;base64,']), .fl-view iframe, .fl-view a, .fl-view h1, .fl-view [onerror], .fl-view [onload], " +
        ".fl-view [onmouseover]",
    ).length,
    // JupyterLab sets what stands between dollars as mathematics, which a text about prices is not.
    mathematics: document.querySelectorAll(".fl-view mjx-container").length,
    scripts: [...document.querySelectorAll(".fl-view script")]
      .filter((script) => !script.textContent.includes("__faultlineDisplays")).length,
  }));
  assertEquals(found, { ran: 0, out: 0, foreign: 0, mathematics: 0, scripts: 0 });
}

/** The explorer answers a choice of model with that model's cases alone. */
async function assertFilters(page: Page): Promise<void> {
  const explorer = page.locator(".fl-view:has(.fl-filters)").first();
  await explorer.scrollIntoViewIfNeeded();
  const all = await explorer.locator(".fl-case:visible").count();
  await explorer.locator('select[data-filter="model"]').selectOption("grok_4");
  const cases = await explorer.locator(".fl-case:visible b").allTextContents();
  assert(cases.length > 0 && cases.length < all, `${cases.length} of ${all}`);
  assertEquals(new Set(cases), new Set(["Grok 4"]));
  assertEquals(await explorer.locator(".fl-shown").textContent(), String(cases.length));
  for (const filter of ["nudge", "topic", "value"]) {
    const list = explorer.locator(`select[data-filter="${filter}"]`);
    const before = await explorer.locator(".fl-case:visible").count();
    await list.selectOption({ index: 1 });
    const after = await explorer.locator(".fl-case:visible").count();
    assert(after <= before, filter);
    await list.selectOption({ index: 0 });
    assertEquals(await explorer.locator(".fl-case:visible").count(), before);
  }
}

/** A click on a column's head sorts, a second one turns the order. */
async function assertSorts(page: Page): Promise<void> {
  const table = page.locator(".fl-view table.fl-sortable").first();
  await table.scrollIntoViewIfNeeded();
  const numbers = async () =>
    (await table.locator("td.fl-number").evaluateAll((cells) =>
      cells.map((cell) => Number((cell as HTMLElement).dataset.n))
    )) as number[];
  const head = table.locator("th.fl-number").first();
  const ascending = (await numbers()).toSorted((a, b) => a - b);
  await head.click();
  assertEquals(await numbers(), ascending);
  await head.click();
  assertEquals(await numbers(), ascending.toReversed());
}

Deno.test({
  ...needsChromium("JupyterLab and the exported page show hostile texts, and nothing of them runs"),
  ignore: needsChromium("displays").ignore || (!pythonIsHere && !Deno.env.get("CI")),
  // Chromium and JupyterLab are programs of their own, with pipes that end when they do.
  sanitizeOps: false,
  sanitizeResources: false,
  fn: async (test) => {
    await layOut();
    await using lab = await startLab();
    await using browser = await startChromium();
    const page = await browser.newPage({ viewport: { width: 1300, height: 1000 } });
    const dialogs: string[] = [];
    page.on("dialog", (dialog) => {
      dialogs.push(dialog.message());
      return dialog.dismiss();
    });
    const shot = (name: string) => page.screenshot({ path: `${SCREENSHOTS}/${name}.png` });
    const stageSays = async () => await (await outputOf(page, CELL.stage)).innerText();

    await test.step("Stop ends the stage and keeps the kernel and its data", async () => {
      await openNotebook(page, lab, NOTEBOOK);
      await menu(page, "Run", "Run All Cells");
      await until(async () => /Stage: \d+ of 80/.test(await stageSays()), "the stage's progress");
      await shot("lab_1_stage_running");
      await page.locator('[data-jp-item-name="interrupt"] button, [data-jp-item-name="interrupt"]')
        .first().click();
      await until(
        async () => (await stageSays()).includes("stopped within the stage: true"),
        "the stage's end",
      );
      const told = await stageSays();
      assert(/Stage: (\d+) of 80/.test(told) && !told.includes("80 of 80"), told);
      // One display, updated in place, and the cell's value.
      assertEquals(await (await outputOf(page, CELL.stage)).locator(".fl-view").count(), 1);
      await shot("lab_2_stage_stopped");
    });

    await test.step("run again, the cell continues to the end", async () => {
      await page.locator(`.jp-Cell[data-windowed-list-index="${CELL.stage}"] .jp-InputArea-editor`)
        .click();
      await page.keyboard.press("Control+Enter");
      await until(async () => (await stageSays()).includes("done 80"), "the stage's end");
      assert((await stageSays()).includes("80 of 80"));
      await shot("lab_3_stage_done");
    });

    await test.step("the figure's pixels differ from a blank page", async () => {
      const blank = await browser.newPage();
      // While the page is still scrolling there, JupyterLab may put the cell in anew.
      await until(async () => {
        const figure = (await outputOf(page, CELL.figure)).locator("img").first();
        const png = await figure.screenshot({ timeout: 5000 }).catch(() => null);
        return png !== null && await inkShare(blank, png) > 0.005;
      }, "a drawn figure");
      await blank.close();
      await shot("lab_4_figure");
    });

    await test.step("tables sort, the explorer filters, folds open, and nothing runs", async () => {
      await outputOf(page, CELL.table);
      await assertSorts(page);
      await shot("lab_5_table");
      const scenario = await outputOf(page, CELL.scenario);
      await scenario.locator(".fl-answer").first().scrollIntoViewIfNeeded();
      await shot("lab_6_side_by_side");
      const marked = await scenario.locator(".fl-answer.fl-marked h4").allTextContents();
      assertEquals(new Set(marked), new Set(["Grok 4"]));
      await outputOf(page, CELL.outliers);
      await assertFilters(page);
      await page.locator(".fl-case:visible summary").first().click();
      await page.locator(".fl-case[open] .fl-text").first().hover();
      await shot("lab_7_explorer");
      const views = await outputOf(page, CELL.views);
      assert(await views.locator(".fl-view").count() > HOSTILE_TEXTS.length);
      await shot("lab_8_rubric_and_clauses");
      await assertHarmless(page);
      assertEquals(dialogs, []);
    });

    await test.step("saved, exported and opened with no kernel, it answers in the same way", async () => {
      await menu(page, "File", "Save Notebook");
      await until(
        async () => (await Deno.readTextFile(NOTEBOOK)).includes("80 of 80"),
        "the saved notebook",
      );
      const file = await exportNotebookFile(NOTEBOOK, `${FOLDER}/displays.html`);
      const exported = await browser.newPage({ viewport: { width: 1000, height: 1000 } });
      const asked: string[] = [];
      const blocked: string[] = [];
      exported.on("request", (request) => asked.push(request.url()));
      exported.on("console", (message) => blocked.push(message.text()));
      await exported.goto(`file://${await Deno.realPath(file)}`);
      await assertSorts(exported);
      await assertFilters(exported);
      await assertHarmless(exported);
      assertEquals(asked.map((url) => url.split("/").at(-1)), ["displays.html"]);
      assertEquals(blocked, []);
      await exported.screenshot({ path: `${SCREENSHOTS}/export.png`, fullPage: true });
      await exported.close();
    });
  },
});
