import { assertEquals, assertMatch } from "@std/assert";
import { checkCells } from "../../lib/notebook/check_cells.ts";
import { formatNotebook } from "../../lib/notebook/notebook_file.ts";
import { notebookOf } from "./notebook_of.ts";

/** A folder with a module and these notebooks. */
async function folderWith(notebooks: Record<string, string[]>): Promise<string> {
  const folder = await Deno.makeTempDir();
  await Deno.writeTextFile(`${folder}/deno.json`, "{}");
  await Deno.writeTextFile(
    `${folder}/study.ts`,
    "export function run(options: { seed?: number }): number { return options.seed ?? 0; }\n",
  );
  for (const [name, sources] of Object.entries(notebooks)) {
    await Deno.writeTextFile(`${folder}/${name}`, formatNotebook(notebookOf(...sources)));
  }
  return folder;
}

Deno.test("checkCells() finds a missing import and a wrong option where they stand", async () => {
  const folder = await folderWith({
    "a.ipynb": ['import { run } from "./study.ts";', "// the seed\nrun({ sede: 1 })"],
    "b.ipynb": ['import { walk } from "./study.ts";\nwalk()'],
    "c.ipynb": ['import { run } from "./study.ts";\nawait Promise.resolve(run({}))'],
  });
  const files = ["a", "b", "c"].map((name) => `${folder}/${name}.ipynb`);
  const errors = await checkCells(files);
  assertEquals(errors.map(({ notebook, origin }) => ({ notebook, origin })), [
    { notebook: files[0]!, origin: { cell: 2, line: 2 } },
    { notebook: files[1]!, origin: { cell: 1, line: 1 } },
  ]);
  assertMatch(errors[0]!.message, /sede/);
  assertMatch(errors[1]!.message, /walk/);
  const left = (await Array.fromAsync(Deno.readDir(folder))).map((entry) => entry.name).sort();
  assertEquals(left, ["a.ipynb", "b.ipynb", "c.ipynb", "deno.json", "study.ts"]);
  await Deno.remove(folder, { recursive: true });
});

Deno.test("checkCells() tells a syntax error, which the kernel does not", async () => {
  const folder = await folderWith({ "a.ipynb": ["1", "const ) = 2;"] });
  const errors = await checkCells([`${folder}/a.ipynb`]);
  assertEquals(errors.map((error) => error.origin), [{ cell: 2, line: 1 }]);
  assertMatch(errors[0]!.message, /Unexpected token/);
  await Deno.remove(folder, { recursive: true });
});

Deno.test("checkCells() tells a module that is not there", async () => {
  const folder = await folderWith({ "a.ipynb": ['import { x } from "./gone.ts";\nx'] });
  const errors = await checkCells([`${folder}/a.ipynb`]);
  assertEquals(errors.map((error) => error.origin), [{ cell: 1, line: 1 }]);
  await Deno.remove(folder, { recursive: true });
});

Deno.test("checkCells() tells why a package cannot be loaded, of which the kernel says nothing", async () => {
  const name = "npm:@faultline/there_is_no_such_package@1.0.0";
  const folder = await folderWith({ "a.ipynb": [`import x from "${name}";\nx`] });
  const errors = await checkCells([`${folder}/a.ipynb`]);
  assertEquals(errors.map((error) => error.origin), [{ cell: 1, line: 1 }]);
  assertMatch(errors[0]!.message, /there_is_no_such_package/);
  assertEquals(errors[0]!.message.startsWith("Download"), false);
  await Deno.remove(folder, { recursive: true });
});

Deno.test("checkCells() has nothing to say of no notebooks", async () => {
  assertEquals(await checkCells([]), []);
});
