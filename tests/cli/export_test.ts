import { assert, assertEquals, assertMatch, assertRejects } from "@std/assert";
import { exportPage } from "../../lib/cli/export.ts";
import { formatNotebook } from "../../lib/notebook/notebook_file.ts";
import { InputError } from "../../lib/study/input_error.ts";
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
    [[], /one notebook but found 0 names/],
    [["a", "b"], /found 2 names/],
    [["a", "--out"], /a file after --out/],
    [["a", "--format"], /found --format/],
    [["/nowhere/a.ipynb"], /\/nowhere\/a\.ipynb: Expected a notebook/],
  ];
  for (const [args, expected] of cases) {
    assertMatch((await assertRejects(() => exportPage(args), InputError)).message, expected);
  }
});
