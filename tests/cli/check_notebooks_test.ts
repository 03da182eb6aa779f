import { assertEquals, assertMatch } from "@std/assert";
import { checkNotebooks } from "../../lib/cli/check_notebooks.ts";
import { formatNotebook } from "../../lib/notebook/notebook_file.ts";
import { notebookOf } from "../notebook/notebook_of.ts";

Deno.test("checkNotebooks() reports notebook, cell and line, and fails", async () => {
  const folder = await Deno.makeTempDir();
  await Deno.writeTextFile(`${folder}/deno.json`, "{}");
  await Deno.writeTextFile(`${folder}/a.ipynb`, formatNotebook(notebookOf("1", "\nnothing()")));
  const said: string[] = [];
  assertEquals(await checkNotebooks([`${folder}/a.ipynb`], (line) => void said.push(line)), 1);
  assertMatch(said[0]!, /a\.ipynb, cell 2, line 2: .*nothing/);
  assertMatch(said[1]!, /1 errors/);
  await Deno.remove(folder, { recursive: true });
});
