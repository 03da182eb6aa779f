import { assert, assertEquals, assertMatch, assertRejects } from "@std/assert";
import { join } from "node:path";
import { exportPage } from "../../lib/cli/export.ts";
import { formatNotebook } from "../../lib/notebook/notebook_file.ts";
import { InputError } from "../../lib/study/input_error.ts";
import { inFolder, runHere } from "../pipeline/simulated_run.ts";
import { notebookOf } from "../notebook/notebook_of.ts";

Deno.test("exportPage() writes the page beside the notebook or where it is told", async () => {
  const folder = await Deno.makeTempDir();
  await Deno.writeTextFile(`${folder}/a.ipynb`, formatNotebook(notebookOf("1")));
  const said: string[] = [];
  const say = (line: string) => void said.push(line);
  assertEquals(await exportPage([`${folder}/a.ipynb`], say), 0);
  assertEquals(await exportPage(["--out", `${folder}/deep/b.html`, `${folder}/a.ipynb`], say), 0);
  assertEquals(said, [`${folder}/a.html`, `${folder}/deep/b.html`]);
  assert((await Deno.readTextFile(said[0]!)).startsWith("<!doctype html>"));
  await Deno.remove(folder, { recursive: true });
});

Deno.test("exportPage() says what is wrong with its arguments", async () => {
  const cases: [string[], RegExp][] = [
    [[], /one notebook or folder but found 0 names/],
    [["a", "b"], /found 2 names/],
    [["a", "--out"], /a value after --out but found none/],
    [["a", "--format"], /found --format/],
    [["/nowhere/a.ipynb"], /\/nowhere\/a\.ipynb: Expected a notebook/],
  ];
  for (const [args, expected] of cases) {
    assertMatch((await assertRejects(() => exportPage(args), InputError)).message, expected);
  }
});

Deno.test("exportPage() writes the study of a folder as one page that needs nothing else", async () => {
  await inFolder(async (folder) => {
    await runHere(folder, 4);
    const said: string[] = [];
    assertEquals(await exportPage([folder], (line) => void said.push(line)), 0);
    assertEquals(said, [join(folder, "report.html")]);
    const page = await Deno.readTextFile(said[0]!);
    assert(page.includes("<svg") && page.includes("SIMULATED DATA"));
    assert(!/<(?:script|link|img)[^>]+(?:src|href)=["']https?:/.test(page));
  });
});

Deno.test("exportPage() says that a folder has no study", async () => {
  await inFolder(async (folder) => {
    await assertRejects(() => exportPage([folder]), InputError, "study.json");
    await assertRejects(
      () => exportPage([join(folder, "gone")]),
      InputError,
      "gone: Expected a notebook or the folder of a study but found none",
    );
  });
});
