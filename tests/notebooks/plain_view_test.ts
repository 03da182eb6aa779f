/** The committed notebooks on pages that drop scripts, styles and classes, such as GitHub's. */
import { assert, assertEquals } from "@std/assert";
import { basename } from "node:path";
import { setUpJupyter } from "../../lib/notebook/jupyter.ts";
import { readNotebook } from "../../lib/notebook/notebook_file.ts";
import { JUPYTER_FOLDER, listNotebooks } from "../../lib/notebook/project_folder.ts";
import { needsPython } from "../notebook/jupyter_here.ts";
import { outputsOf, textOf } from "../notebook/output_text.ts";
import { plainView, wordsOf } from "./plain_view.ts";

/** A larger notebook may be shown as a file of text, or not at all. */
const LARGEST_FILE = 2_000_000;

const files = (await listNotebooks()).toSorted();

interface Shown {
  readonly html: string;
  readonly text: string;
}

/** The outputs that are shown as HTML, with the same in plain text. */
async function shownBy(file: string): Promise<Shown[]> {
  return outputsOf((await readNotebook(file)).cells)
    .map((output) => ({ html: textOf(output, "text/html"), text: textOf(output, "text/plain") }))
    .filter(({ html }) => html !== "");
}

for (const file of files) {
  const name = basename(file);

  Deno.test(`${name} loses nothing on a page that drops scripts, styles and classes`, async () => {
    for (const { html, text } of await shownBy(file)) {
      const plain = plainView(html);
      assertEquals(plain.lost, [], plain.text.slice(0, 200));
      assertEquals(plain.glued, [], plain.text.slice(0, 200));
      const words = new Set(wordsOf(plain.text));
      assertEquals(wordsOf(text).filter((word) => !words.has(word)), [], plain.text.slice(0, 200));
    }
  });

  Deno.test(`${name} says of what needs a script that it does`, async () => {
    const { cells } = await readNotebook(file);
    for (const { cell_type, source } of cells) {
      if (
        cell_type === "markdown" && /column's head|[Ff]ilter the explorer|^Choose/m.test(source)
      ) {
        assert(/[Ww]here scripts run/.test(source), source);
      }
    }
    for (const { html } of await shownBy(file)) {
      if (html.includes('data-choices="')) {
        assert(plainView(html).text.includes("Where scripts run"), "the explorer's note");
      }
    }
  });

  Deno.test(`${name} is small enough to be shown`, async () => {
    assert((await Deno.stat(file)).size < LARGEST_FILE);
  });
}

Deno.test("what a notebook shows is lost where it stands in a script, a style or a control", () => {
  const plain = plainView(
    `<style>b{}</style><script>show("x")</script><section>a<b>b</b><select><option>c</option></select></section>`,
  );
  assertEquals(plain.lost, ["section", "select", "option"]);
  assertEquals(plain.glued, ["a|b|c"]);
  assertEquals(wordsOf(plain.text), ["abc"]);
});

Deno.test({
  ...needsPython(
    "nbformat finds every notebook valid, and nbconvert gives every picture words and a width",
  ),
  fn: async () => {
    const { python } = await setUpJupyter(JUPYTER_FOLDER, { say: console.log });
    const script = `
import sys, json, nbformat
from nbconvert import HTMLExporter
for path in sys.argv[1:]:
    notebook = nbformat.read(path, as_version=4)
    nbformat.validate(notebook)
    print(json.dumps(HTMLExporter(template_name="classic").from_notebook_node(notebook)[0]))
`;
    const { success, stdout, stderr } = await new Deno.Command(python, {
      args: ["-I", "-W", "error::nbformat.warnings.MissingIDFieldWarning", "-c", script, ...files],
      stdin: "null",
    }).output();
    assert(success, new TextDecoder().decode(stderr));
    const pages = new TextDecoder().decode(stdout).trim().split("\n").map((line) =>
      JSON.parse(line) as string
    );
    for (const [i, file] of files.entries()) {
      const pictures = [...pages[i]!.matchAll(/<img [^>]*src="data:image\/png[^>]*>/g)];
      const { cells } = await readNotebook(file);
      const saved = outputsOf(cells).filter((output) => textOf(output, "image/png") !== "");
      assertEquals(pictures.length, saved.length, file);
      for (const [picture] of pictures) {
        assert(/\swidth="760"/.test(picture), picture.slice(-400));
        assert(/^<img alt=(["']).{80,}?\1 src=/s.test(picture), picture.slice(0, 400));
      }
    }
  },
});
