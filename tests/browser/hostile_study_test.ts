/**
 * A whole study whose every name is hostile, from its taxonomy to its report: the report, an exported notebook of its
 * figures and displays, and what the command line writes to a terminal.
 */
import { assert, assertEquals } from "@std/assert";
import { join } from "node:path";
import { exportNotebookFile, exportStudyFolder } from "../../lib/cli/export.ts";
import { commandCode } from "../../lib/cli/exit.ts";
import { study as studyCommand } from "../../lib/cli/study.ts";
import { formatNotebook } from "../../lib/notebook/notebook_file.ts";
import { readOutliers } from "../../lib/notebook/read_outliers.ts";
import { runHere } from "../../lib/notebook/run_here.ts";
import { showFindings } from "../../lib/notebook/show_findings.ts";
import { showOutliers } from "../../lib/notebook/show_outliers.ts";
import { showScenario } from "../../lib/notebook/show_scenario.ts";
import { showStudy } from "../../lib/notebook/show_study.ts";
import { showTable } from "../../lib/notebook/show_table.ts";
import { DISPLAY, type MediaBundle } from "../../lib/notebook/view.ts";
import { findingTable } from "../../lib/pipeline/finding_table.ts";
import { readScenario } from "../../lib/pipeline/read_texts.ts";
import { simulatedConfig } from "../../lib/pipeline/simulated_config.ts";
import { analyseStudy } from "../../lib/pipeline/study_analysis.ts";
import { studyFigures } from "../../lib/pipeline/study_figures.ts";
import { notebookOf } from "../notebook/notebook_of.ts";
import { needsChromium, SCREENSHOTS, startChromium } from "./chromium.ts";
import { HOSTILE_TEXTS } from "./hostile.ts";

/** What a table of values may hold: no control characters; and short enough for a name. */
const NAMES = HOSTILE_TEXTS.filter((text) =>
  text.isWellFormed() && text.length < 200 && !/\p{Cc}/u.test(text)
);
const at = (i: number) => NAMES[i % NAMES.length]!;
const quoted = (text: string) => `"${text.replaceAll('"', '""')}"`;

async function layOut(folder: string): Promise<void> {
  const rows = Array.from({ length: 18 }, (_, i) => [`${at(i)} ${i}`, `${at(i % 3)} c`, at(i + 5)]);
  await Deno.writeTextFile(
    join(folder, "values.csv"),
    ["name,category,domain", ...rows.map((row) => row.map(quoted).join())].join("\n") + "\n",
  );
  const clauses = NAMES.map((text, i) => `## ${text} {#c${i} authority=user}\n\n${text}\n`);
  await Deno.writeTextFile(join(folder, "spec.md"), `# ${at(0)} {#all}\n\n${clauses.join("\n")}`);
}

/** What turns the direction of the words that follow. */
const TURNING = /[\u202a-\u202e\u2066-\u2069]/;

/** Elements that only a text that broke out could have made. */
const BROKEN_OUT = ".hostile-out, #hostile-link, iframe, [onerror], [onload], [onmouseover], " +
  'a[href^="javascript"], img:not([src^="data:"])';

Deno.test({
  ...needsChromium(
    "a study of hostile names shows them in its report, its displays and a terminal, and nothing runs",
  ),
  // Chromium is a program of its own, with pipes that end when it does.
  sanitizeOps: false,
  sanitizeResources: false,
  fn: async (test) => {
    const folder = await Deno.makeTempDir();
    await Deno.mkdir(SCREENSHOTS, { recursive: true });
    await layOut(folder);
    const { run } = await runHere(folder, {
      ...simulatedConfig(folder, { pairs: 30 }),
      name: HOSTILE_TEXTS.slice(0, 12).join(" ").slice(0, 200),
      taxonomy: "values.csv",
      spec: "spec.md",
    });
    assert(run.scenarios.length > 0 && run.high.length > 0);
    await using browser = await startChromium();

    const assertHarmless = async (file: string, picture: string) => {
      const page = await browser.newPage({ viewport: { width: 900, height: 900 } });
      const asked: string[] = [];
      const dialogs: string[] = [];
      page.on("request", (request) => asked.push(request.url()));
      page.on("dialog", (dialog) => {
        dialogs.push(dialog.message());
        return dialog.dismiss();
      });
      await page.goto(`file://${await Deno.realPath(file)}`);
      await page.screenshot({ path: `${SCREENSHOTS}/${picture}.png` });
      const ran = await page.evaluate(() => (globalThis as { hostile?: number }).hostile ?? 0);
      assertEquals({ ran, dialogs, broken: await page.locator(BROKEN_OUT).count() }, {
        ran: 0,
        dialogs: [],
        broken: 0,
      });
      assertEquals(asked.filter((url) => !url.startsWith("data:")).length, 1);
      const words = await page.evaluate(() => `${document.title}\n${document.body.innerText}`);
      assert(words.includes("<img src=x onerror="), "the names are shown");
      assert(!TURNING.test(words), "no text turns what follows it");
      await page.close();
    };

    await test.step("the report", async () => {
      await assertHarmless(await exportStudyFolder(folder), "hostile_report");
    });

    await test.step("an exported notebook of its displays and figures", async () => {
      const analysis = analyseStudy(run);
      const telling = run.subset.rows[0]!;
      const scenario = run.scenarios.find(({ id }) => id === telling.scenario)!;
      const shown = [
        showStudy(run),
        showFindings(run, analysis),
        showTable(findingTable(run.compliance!.diagnosis)),
        showScenario(scenario, await readScenario(run, folder, scenario.id)),
        showOutliers(await readOutliers(run, folder, { threshold: 2, fraction: 0.3 })),
        ...studyFigures(run, analysis).figures.values(),
      ] as unknown as { [DISPLAY](): MediaBundle | Promise<MediaBundle> }[];
      const notebook = notebookOf("shown()");
      notebook.cells.unshift({ cell_type: "markdown", metadata: {}, source: `# ${at(1)}` });
      const [, cell] = notebook.cells;
      assert(cell?.cell_type === "code");
      for (const value of shown) {
        const data = await value[DISPLAY]();
        cell.outputs.push({ output_type: "display_data", data, metadata: {} });
      }
      const file = join(folder, "displays.ipynb");
      await Deno.writeTextFile(file, formatNotebook(notebook));
      await assertHarmless(await exportNotebookFile(file), "hostile_displays");
    });

    await test.step("the command line", async () => {
      const config = JSON.parse(await Deno.readTextFile(join(folder, "study.json")));
      const wrong = join(folder, "wrong");
      await Deno.mkdir(wrong);
      const models = [HOSTILE_TEXTS[10], HOSTILE_TEXTS[11]];
      await Deno.writeTextFile(
        join(wrong, "study.json"),
        JSON.stringify({ ...config, complianceModels: models }),
      );
      for (
        const [command, place] of [["plan", folder], ["status", folder], ["run", wrong]] as const
      ) {
        const said: string[] = [];
        const keep = (text: string) => void said.push(text);
        const { signal } = new AbortController();
        const asked = () => studyCommand([command, place], signal, { out: keep, err: keep });
        assertEquals(await commandCode(asked, keep), place === wrong ? 2 : 0, said.join("\n"));
        assert(said.length > 0, command);
        assert(place !== wrong || said.join().includes("⟨U+001B⟩[31mred"), said.join());
        // deno-lint-ignore no-control-regex -- they are what is looked for
        const acting = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/;
        assertEquals(said.filter((text) => acting.test(text)), [], command);
      }
    });
    await Deno.remove(folder, { recursive: true });
  },
});
