/** The committed notebooks: what stands in them, and that each runs by itself from a clean kernel. */
import { assert, assertEquals, assertMatch } from "@std/assert";
import { basename, join } from "node:path";
import { setUpJupyter } from "../../lib/notebook/jupyter.ts";
import { type CodeCell, type Output, readNotebook } from "../../lib/notebook/notebook_file.ts";
import {
  JUPYTER_FOLDER,
  listNotebooks,
  PROJECT_FOLDER,
} from "../../lib/notebook/project_folder.ts";
import { runNotebook } from "../../lib/notebook/run_notebook.ts";
import { needsPython } from "../notebook/jupyter_here.ts";
import { textOf } from "../notebook/output_text.ts";

const files = (await listNotebooks()).toSorted();

async function codeOf(file: string): Promise<CodeCell[]> {
  return (await readNotebook(file)).cells.filter((cell): cell is CodeCell =>
    cell.cell_type === "code"
  );
}

/** The ground of the mark on simulated figures. */
const BADGE = [0x8a, 0x15, 0x38];

/** Whether a PNG's palette has a colour. */
function hasColor(png: Uint8Array, color: readonly number[]): boolean {
  const at = new TextDecoder("latin1").decode(png).indexOf("PLTE");
  const size = new DataView(png.buffer, png.byteOffset).getUint32(at - 4);
  for (let i = at + 4; i < at + 4 + size; i += 3) {
    if (color.every((part, c) => png[i + c] === part)) return true;
  }
  return false;
}

/** All that an output shows, in every medium. */
function shownBy(output: Output): string {
  if (output.output_type === "stream") return output.text;
  return output.output_type === "error" ? output.evalue : JSON.stringify(output.data);
}

for (const file of files) {
  const name = basename(file);

  Deno.test(`${name} is committed whole: executed in order, with no error and nothing of one machine`, async () => {
    const cells = await codeOf(file);
    assertEquals(cells.map((cell) => cell.execution_count), cells.map((_, i) => i + 1));
    // Imports alone show nothing; all else ends in something to see.
    assert(cells.slice(1).every(({ outputs }) => outputs.length > 0));
    for (const { outputs } of cells) {
      for (const output of outputs) {
        assert(output.output_type !== "error");
        assert(
          !/\/(?:home|root|Users|tmp|work)\/|[A-Z]:\\\\/.test(shownBy(output)),
          shownBy(output),
        );
      }
    }
  });

  Deno.test(`${name} marks every figure as simulated`, async () => {
    const figures = (await codeOf(file)).flatMap(({ outputs }) => outputs)
      .filter((output) => textOf(output, "image/png") !== "");
    for (const figure of figures) {
      assertMatch(textOf(figure, "text/plain"), /\nSIMULATED DATA$/);
      const png = Uint8Array.fromBase64(textOf(figure, "image/png"));
      assert(hasColor(png, BADGE), "the mark in the picture");
    }
    assert(figures.length > 0);
  });

  Deno.test(`${name} shows where it is not trusted and on pages that drop parts of HTML`, async () => {
    for (const output of (await codeOf(file)).flatMap(({ outputs }) => outputs)) {
      const html = textOf(output, "text/html").replace(/<(style|script)>.*?<\/\1>/gs, "");
      // An SVG element would be dropped, and its words left; a picture stands by itself.
      assert(!/<svg|<img/.test(html), html.slice(0, 200));
      const text = textOf(output, "text/plain");
      assert(text !== "" && !text.startsWith("\u001b["), text);
      for (const shown of [html, text]) {
        assert(!/\bundefined\b|\bNaN\b|\[object /.test(shown), shown);
      }
    }
  });

  Deno.test(`${name} asks a question, answers it, says what is simulated and what to try next`, async () => {
    const { cells } = await readNotebook(file);
    const prose = cells.filter((cell) => cell.cell_type === "markdown").map((cell) => cell.source);
    assertMatch(prose[0]!, /^# /);
    assertMatch(prose.join("\n"), /\?/);
    assertMatch(prose.join("\n"), /\*\*The answer\b/);
    assertMatch(prose[0]!, /simulated/i);
    assertMatch(prose.at(-1)!, /^## What to try next\n/m);
    // The reader's own study or table is one line away.
    const first = cells.find((cell) => cell.cell_type === "code")!.source;
    assertMatch(cells.map((cell) => cell.source).join("\n"), /const (?:folder|file) = /);
    assertMatch(first, /^import /);
  });
}

Deno.test({
  ...needsPython("every notebook runs by itself and shows what is committed"),
  fn: async (test) => {
    const jupyter = await setUpJupyter(JUPYTER_FOLDER, { say: console.log });
    // Beside the project's own folders, so that the notebooks' relative paths hold, but with a study of its own.
    const home = await Deno.makeTempDir({ dir: join(PROJECT_FOLDER, "out"), prefix: "notebooks-" });
    try {
      for (const name of ["lib", "data", "deno.json", "deno.lock"]) {
        await Deno.symlink(join(PROJECT_FOLDER, name), join(home, name));
      }
      await Deno.mkdir(join(home, "notebooks"));
      for (const file of files) {
        const copy = join(home, "notebooks", basename(file));
        await Deno.copyFile(file, copy);
        await test.step(basename(file), async () => {
          const { notebook, failure } = await runNotebook(copy, jupyter, { cellSeconds: 120 });
          assertEquals(failure, null);
          const titles = (outputs: readonly Output[]) =>
            outputs.filter((output) => textOf(output, "image/png") !== "")
              .map((output) => textOf(output, "text/plain").split("\n")[0]);
          assertEquals(
            notebook.cells.flatMap((c) => c.cell_type === "code" ? titles(c.outputs) : []),
            (await codeOf(file)).flatMap(({ outputs }) => titles(outputs)),
          );
        });
      }
    } finally {
      await Deno.remove(home, { recursive: true });
    }
  },
});
