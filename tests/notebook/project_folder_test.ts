import { assert, assertEquals } from "@std/assert";
import { listNotebooks, PROJECT_FOLDER } from "../../lib/notebook/project_folder.ts";

Deno.test("PROJECT_FOLDER is where deno.json lies", async () => {
  assert((await Deno.stat(`${PROJECT_FOLDER}/deno.json`)).isFile);
});

Deno.test("listNotebooks() lists notebooks alone, in the order of their names", async () => {
  const folder = await Deno.makeTempDir();
  for (const name of ["10_b.ipynb", "02_a.ipynb", ".hidden.ipynb", "text.md"]) {
    await Deno.writeTextFile(`${folder}/${name}`, "");
  }
  await Deno.mkdir(`${folder}/folder.ipynb`);
  assertEquals(await listNotebooks(folder), [`${folder}/02_a.ipynb`, `${folder}/10_b.ipynb`]);
  await Deno.remove(folder, { recursive: true });
});
