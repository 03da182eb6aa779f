/**
 * What a user of JupyterLab sees of a cell that fails: whatever the Deno kernel says or does not say, a sentence, the
 * line and what to do. Screenshots stay in `out/screenshots`.
 */
import { assert, assertEquals, assertMatch } from "@std/assert";
import type { Page } from "playwright-core";
import { formatNotebook } from "../../lib/notebook/notebook_file.ts";
import { PROJECT_FOLDER } from "../../lib/notebook/project_folder.ts";
import { pythonIsHere } from "../notebook/jupyter_here.ts";
import { notebookOf } from "../notebook/notebook_of.ts";
import { needsChromium, SCREENSHOTS, startChromium } from "./chromium.ts";
import { type Lab, menu, openNotebook, outputOf, startLab, until } from "./lab.ts";

const FOLDER = "out/browser/errors";

/** What is wrong with a cell, the cell, and all that is shown of it. */
const CELLS: readonly (readonly [string, string, RegExp])[] = [
  [
    "a type that cannot be read",
    "const n = 1;\n\ntype A = ;",
    /^SyntaxError: Unexpected token `;`\.[^\n]+\nIn line 3 of the cell:\n {4}type A = ;\n {13}\^$/,
  ],
  [
    "a package that there is not",
    'import x from "npm:@faultline/there_is_no_such_package@1.0.0";',
    /^Error: Expected to load npm:@faultline\/there_is_no_such_package@1\.0\.0 but found: [^\n]+\nLook at the name, its version and the network, and run the cell again\.$/,
  ],
  [
    "a file that there is not",
    '// first\n\nimport { x } from "./not_there.ts";',
    /^TypeError: Module not found "[^\n]+not_there\.ts"\.\nIn line 3 of the cell:\n {4}import \{ x \} from ".\/not_there\.ts";$/,
  ],
  [
    "an error",
    "// first\nconst o = {\n  a: 1, b: 2 };\n\nthrow new Error(`a is ${o.a}`);",
    /^Error: a is 1\nIn line 5 of the cell:\n {4}throw new Error\(`a is \$\{o\.a\}`\);$/,
  ],
  [
    "words that were thrown",
    'throw "some words";',
    /^Error: some words\nWhat was thrown is no Error: [^\n]+$/,
  ],
  ["a wrong type alone, which runs", 'const text: string = 1;\n"ran " + text', /^"ran 1"$/],
  [
    "a promise that nobody waited for",
    'import "../../../lib/mod.ts";\nPromise.reject(new Error("lost"));\n"went on"',
    /A promise was rejected and nobody waited for it\. lost/,
  ],
  [
    "a timer that failed",
    'setTimeout(() => { throw new Error("late") }, 50);\nawait new Promise((next) => setTimeout(next, 400));\n"waited"',
    /A timer or a listener failed and nobody waited for it\. late/,
  ],
  ["another cell after all that, with its own value alone", "1 + 1", /^2$/],
];

/** A notebook of these cells, which JupyterLab runs to its end whatever fails, but for other tags. */
async function layOut(
  name: string,
  sources: readonly string[],
  tags: readonly string[] = ["raises-exception"],
): Promise<string> {
  Deno.chdir(PROJECT_FOLDER);
  await Deno.mkdir(FOLDER, { recursive: true });
  await Deno.mkdir(SCREENSHOTS, { recursive: true });
  const notebook = notebookOf(...sources);
  for (const cell of notebook.cells) cell.metadata = { tags };
  const kernelspec = { name: "deno", display_name: "Deno", language: "typescript" };
  const path = `${FOLDER}/${name}`;
  await Deno.writeTextFile(path, formatNotebook({ ...notebook, metadata: { kernelspec } }));
  return path;
}

/** What a cell shows once it has run. */
async function shown(page: Page, cell: number): Promise<string> {
  const text = async () =>
    (await (await outputOf(page, cell)).innerText({ timeout: 5000 }).catch(() => "")).trim();
  await until(async () => await text() !== "", `an output of cell ${cell}`);
  // Values stand beside the count of runs.
  return (await text()).replaceAll("\u00a0", " ").replace(/^\[\d+\]:\n/, "");
}

async function typeAndRun(page: Page, cell: number, text: string): Promise<void> {
  await page.locator(`.jp-Cell[data-windowed-list-index="${cell}"] .cm-content`).click();
  await page.keyboard.press("Control+A");
  await page.keyboard.insertText(text);
  await page.keyboard.press("Shift+Enter");
}

async function assertShown(page: Page, cells: readonly (readonly [string, string, RegExp])[]) {
  for (const [i, [what, , sentence]] of cells.entries()) {
    assertMatch(await shown(page, i), sentence, what);
  }
}

Deno.test({
  ...needsChromium("in JupyterLab every cell that fails says why"),
  ignore: needsChromium("errors").ignore || (!pythonIsHere && !Deno.env.get("CI")),
  // Chromium and JupyterLab are programs of their own, with pipes that end when they do.
  sanitizeOps: false,
  sanitizeResources: false,
  fn: async (test) => {
    await using lab: Lab = await startLab();
    await using browser = await startChromium();
    const page = await browser.newPage({ viewport: { width: 1300, height: 1000 } });
    const shot = (name: string) => page.screenshot({ path: `${SCREENSHOTS}/${name}.png` });

    await test.step("a mistyped cell shows its line, and runs once it is mended", async () => {
      const path = await layOut("typed.ipynb", ["1", "2"]);
      await openNotebook(page, lab, path);
      await typeAndRun(page, 0, "const first = 1;\n\nconst second = ;\n");
      assertEquals(
        await shown(page, 0),
        "SyntaxError: Expression expected\nIn line 3 of the cell:\n    const second = ;\n                   ^",
      );
      await shot("errors_1_syntax");
      // It is an error as any other: red, and marked in the notebook.
      const colored = page.locator('[data-mime-type="application/vnd.jupyter.stderr"]');
      assertEquals(await colored.count(), 1);
      await typeAndRun(page, 0, "const second = 2;\nsecond");
      await until(async () => await shown(page, 0) === "2", "the mended cell's value");
    });

    await test.step("every kind of failure is told, and the kernel goes on", async () => {
      const path = await layOut("all.ipynb", CELLS.map(([, source]) => source));
      await openNotebook(page, lab, path);
      await menu(page, "Run", "Run All Cells");
      await assertShown(page, CELLS);
      await outputOf(page, 0);
      await shot("errors_2_all");
    });

    await test.step("a cell that fails ends those after it, and they run once it is mended", async () => {
      const path = await layOut("stops.ipynb", ["6 * 7", 'throw new Error("no")', '"after"'], []);
      await openNotebook(page, lab, path);
      await menu(page, "Run", "Run All Cells");
      assertMatch(await shown(page, 1), /^Error: no\n/);
      // A cell that ran, or is to run, has a number or a star in its brackets.
      const prompt = page.locator('.jp-Cell[data-windowed-list-index="2"] .jp-InputPrompt');
      await until(
        async () => (await prompt.innerText()).trim() === "[ ]:",
        "the last cell to be left",
      );
      await new Promise((next) => setTimeout(next, 500));
      assertEquals(await (await outputOf(page, 2)).innerText(), "");
      await typeAndRun(page, 1, '"mended"');
      await until(async () => await shown(page, 1) === '"mended"', "the mended cell's value");
      await menu(page, "Run", "Run All Cells");
      await until(async () => await shown(page, 2) === '"after"', "the last cell's value");
      assertEquals(await shown(page, 0), "42");
    });

    await test.step("many cells that are run together show each its own value", async () => {
      const path = await layOut("many.ipynb", Array.from({ length: 40 }, (_, i) => `"value ${i}"`));
      await openNotebook(page, lab, path);
      await menu(page, "Run", "Run All Cells");
      for (let i = 0; i < 40; i++) assertEquals(await shown(page, i), `"value ${i}"`);
    });

    await test.step("what ends the kernel is told in the cell that did it", async () => {
      const path = await layOut("ends.ipynb", ["const kept = 1;", "Deno.exit(3)"]);
      await openNotebook(page, lab, path);
      await menu(page, "Run", "Run All Cells");
      const told = await shown(page, 1);
      assert(told.startsWith("The kernel ended while this cell ran"), told);
      await shot("errors_3_ended");
    });
  },
});
