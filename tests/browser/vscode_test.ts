/**
 * Notebooks as VS Code shows them, in its own notebook editor, built for the Web: the committed ones in light and dark,
 * one whose every name and text is hostile, and both in a folder that is not trusted. Nothing is run: it has no kernel.
 * Screenshots stay in `out/screenshots`.
 */
import { assert, assertEquals } from "@std/assert";
import { join } from "node:path";
import type { Frame, Locator, Page } from "playwright-core";
import { flagOutliers } from "../../lib/analysis/outliers.ts";
import { readNotebook } from "../../lib/notebook/notebook_file.ts";
import { NOTEBOOKS_FOLDER, PROJECT_FOLDER } from "../../lib/notebook/project_folder.ts";
import { showOutliers } from "../../lib/notebook/show_outliers.ts";
import { showScenario } from "../../lib/notebook/show_scenario.ts";
import { showTable } from "../../lib/notebook/show_table.ts";
import { toTable } from "../../lib/mod.ts";
import { outputsOf, textOf } from "../notebook/output_text.ts";
import { needsChromium, SCREENSHOTS, startChromium } from "./chromium.ts";
import { hostileScenarios } from "./hostile.ts";
import { hostileViews } from "./hostile_views.ts";
import { until } from "./lab.ts";
import { startVsCode, type VsCodeOptions } from "./vscode.ts";

const FOLDER = "out/browser/vscode";

/** Outputs come when they come into view: in a window as tall as this, all at once. */
const TALL = 12_000;

/** The committed notebooks, and beside them one that was run on hostile texts. */
async function layOut(): Promise<string> {
  const folder = join(FOLDER, "notebooks");
  await Deno.mkdir(folder, { recursive: true });
  await Deno.mkdir(SCREENSHOTS, { recursive: true });
  for await (const { name } of Deno.readDir(NOTEBOOKS_FOLDER)) {
    if (name.endsWith(".ipynb")) {
      await Deno.copyFile(join(NOTEBOOKS_FOLDER, name), join(folder, name));
    }
  }
  const study = hostileScenarios();
  const { responses, positions } = study;
  const views = [
    showTable(toTable(study.scenarios.map(({ pair }, n) => ({ name: pair.value1.name, n })))),
    showScenario(study.scenarios[0]!, { responses, positions }),
    showOutliers({ ...study, flags: flagOutliers(positions) }),
    ...await hostileViews(),
  ];
  const cells = views.map((view, i) => ({
    cell_type: "code",
    id: `cell-${i}`,
    metadata: {},
    source: "",
    execution_count: i + 1,
    outputs: [{
      output_type: "execute_result",
      execution_count: i + 1,
      metadata: {},
      data: { "text/html": view.html, "text/plain": view.text },
    }],
  }));
  const { metadata } = JSON.parse(
    await Deno.readTextFile(join(NOTEBOOKS_FOLDER, "00_quickstart.ipynb")),
  );
  await Deno.writeTextFile(
    join(folder, "hostile.ipynb"),
    JSON.stringify({ nbformat: 4, nbformat_minor: 5, metadata, cells }),
  );
  return folder;
}

/** What was saved of a notebook, counted. */
async function saved(name: string) {
  const { cells } = await readNotebook(join(FOLDER, "notebooks", name));
  const outputs = outputsOf(cells);
  const html = outputs.map((output) => textOf(output, "text/html")).filter(Boolean);
  return {
    pictures: outputs.filter((output) => textOf(output, "image/png") !== "").length,
    views: html.length,
    rows: (html.join("").match(/<tr>/g) ?? []).length,
  };
}

/** A picture that is there, and no words in its place. */
async function assertPicture(picture: Locator): Promise<void> {
  const width = () =>
    picture.evaluate((image) =>
      (image as HTMLImageElement).complete ? (image as HTMLImageElement).naturalWidth : 0
    );
  await until(async () => await width() > 100, "a picture").catch(async (error) => {
    throw new Error(await picture.getAttribute("alt") ?? "", { cause: error });
  });
}

async function shown(frame: Frame) {
  return {
    pictures: await frame.locator(".output img").count(),
    views: await frame.locator(".output .fl-view").count(),
    rows: await frame.locator(".output .fl-view tr").count(),
  };
}

/** Of text and the ground behind it, as sRGB says it: 4.5 and more can be read. */
async function contrast(frame: Frame, selector: string): Promise<number> {
  return await frame.locator(selector).first().evaluate((element) => {
    const parts = (color: string) => (color.match(/[\d.]+/g) ?? []).map(Number);
    const light = ([r = 0, g = 0, b = 0]: number[]) => {
      const [x, y, z] = [r, g, b].map((part) => {
        const share = part / 255;
        return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
      }) as [number, number, number];
      return 0.2126 * x + 0.7152 * y + 0.0722 * z;
    };
    let at: Element | null = element;
    let ground = [0, 0, 0, 0];
    while (at !== null && (ground[3] ?? 1) < 1) {
      ground = parts(getComputedStyle(at).backgroundColor);
      at = at.parentElement;
    }
    // The page itself is see-through: what is behind it is the editor's ground.
    if ((ground[3] ?? 1) < 1) {
      const hex = getComputedStyle(document.documentElement).getPropertyValue(
        "--vscode-notebook-editorBackground",
      ).trim() ||
        getComputedStyle(document.documentElement).getPropertyValue("--vscode-editor-background")
          .trim();
      ground = [1, 3, 5].map((i) => parseInt(hex.slice(i, i + 2), 16));
    }
    const [a, b] = [light(parts(getComputedStyle(element).color)), light(ground)].sort() as [
      number,
      number,
    ];
    return (b + 0.05) / (a + 0.05);
  });
}

/** Whether something hostile ran, opened a dialog, or got out of the element that shows it, in any page of VS Code. */
async function assertHarmless(page: Page): Promise<void> {
  for (const frame of page.frames()) {
    const found = await frame.evaluate(() => ({
      ran: (globalThis as { hostile?: number }).hostile ?? 0,
      out: document.querySelectorAll(".hostile-out, #hostile-link").length,
      foreign: document.querySelectorAll(
        ".fl-view img, .fl-view iframe, .fl-view a, .fl-view h1, .fl-view svg, .fl-view [onerror], " +
          ".fl-view [onload], .fl-view [onmouseover]",
      ).length,
    }));
    assertEquals(found, { ran: 0, out: 0, foreign: 0 }, frame.url());
  }
}

Deno.test({
  ...needsChromium("VS Code shows the committed notebooks and hostile ones"),
  // Chromium is a program of its own, with pipes that end when it does.
  sanitizeOps: false,
  sanitizeResources: false,
  fn: async (test) => {
    Deno.chdir(PROJECT_FOLDER);
    const folder = await layOut();
    await using code = await startVsCode(join(FOLDER, "editor"), folder);
    await using browser = await startChromium();
    const opened = async (name: string, options: Partial<VsCodeOptions> = {}) => {
      const { page, outputs } = await code.open(browser, name, {
        theme: "light",
        trusted: true,
        height: TALL,
        ...options,
      });
      return { page, frame: await outputs() };
    };

    for (const theme of ["light", "dark"] as const) {
      await test.step(`${theme}: every output of the quickstart`, async () => {
        const { page, frame } = await opened("00_quickstart.ipynb", { theme });
        const { pictures, views, rows } = await saved("00_quickstart.ipynb");
        await until(
          async () =>
            JSON.stringify(await shown(frame)) === JSON.stringify({ pictures, views, rows }),
          `${pictures} pictures, ${views} views and ${rows} rows`,
        );
        for (const picture of await frame.locator(".output img").all()) {
          await assertPicture(picture);
        }
        for (const part of [".fl-view h4", ".fl-view td", ".fl-view th", ".fl-view .fl-text"]) {
          const ratio = await contrast(frame, part);
          assert(ratio >= 4.5, `${part}: ${ratio}`);
        }
        await page.screenshot({ path: `${SCREENSHOTS}/vscode_${theme}.png` });
        await page.close();
      });
    }

    await test.step("the explorer filters and opens its cases, tables sort", async () => {
      const { page, frame } = await opened("07_outliers_and_refusals.ipynb");
      const visible = frame.locator(".fl-case:visible");
      await frame.locator("select[data-filter]").nth(3).waitFor();
      const all = await visible.count();
      const list = frame.locator('select[data-filter="model"]');
      const [, wanted] = await list.locator("option").all();
      await list.selectOption({ index: 1 });
      const kept = await visible.count();
      assert(kept > 0 && kept < all, `${kept} of ${all}`);
      assert((await wanted!.textContent())!.endsWith(`(${kept})`));
      assertEquals(await frame.locator(".fl-shown").textContent(), String(kept));
      await visible.first().locator("summary").first().click();
      await visible.first().locator(".fl-text").first().waitFor();
      assert(!await frame.locator(".fl-untrusted").isVisible());
      await page.screenshot({ path: `${SCREENSHOTS}/vscode_explorer.png` });
      await page.close();
    });

    await test.step("hostile texts show, and nothing of them runs", async () => {
      const { page, frame } = await opened("hostile.ipynb");
      const dialogs: string[] = [];
      page.on("dialog", (dialog) => {
        dialogs.push(dialog.message());
        return dialog.dismiss();
      });
      const table = frame.locator(".fl-view table.fl-sortable", {
        has: frame.locator("th", { hasText: /^name$/ }),
      });
      await table.waitFor();
      await frame.locator("select[data-filter]").first().waitFor();
      const order = async () => (await table.locator("td.fl-number").allTextContents()).map(Number);
      await table.locator("th.fl-number").click();
      await table.locator("th.fl-number").click();
      assertEquals(await order(), (await order()).toSorted((a, b) => b - a));
      await frame.locator("details").evaluateAll((folds) => {
        for (const fold of folds) (fold as HTMLDetailsElement).open = true;
      });
      await page.waitForTimeout(500);
      await assertHarmless(page);
      assertEquals(dialogs, []);
      await page.screenshot({ path: `${SCREENSHOTS}/vscode_hostile.png` });
      await page.close();
    });

    await test.step("in a folder that is not trusted no HTML stands and no script runs", async () => {
      const { page, frame } = await opened("00_quickstart.ipynb", { trusted: false });
      const { pictures } = await saved("00_quickstart.ipynb");
      await until(
        async () => await frame.locator(".output img").count() === pictures,
        `${pictures} pictures`,
      );
      for (const picture of await frame.locator(".output img").all()) {
        await assertPicture(picture);
      }
      assertEquals(await frame.locator(".fl-view").count(), 0);
      assert(!await frame.evaluate(() => "__faultlineDisplays" in globalThis));
      await page.screenshot({ path: `${SCREENSHOTS}/vscode_restricted.png` });
      await page.close();
    });
  },
});
