import { assertEquals, assertRejects } from "@std/assert";
import { replaceAtomically, writeAtomically } from "../../lib/study/atomic_write.ts";
import { InputError } from "../../lib/study/input_error.ts";

Deno.test("replaceAtomically() leaves the old file and nothing else when writing fails", async () => {
  const folder = await Deno.makeTempDir();
  await writeAtomically(`${folder}/a`, "old");
  await assertRejects(
    () =>
      replaceAtomically(`${folder}/a`, async (temporary) => {
        await Deno.writeTextFile(temporary, "half");
        throw new Error("killed");
      }),
    Error,
    "killed",
  );
  assertEquals([...Deno.readDirSync(folder)].map(({ name }) => name), ["a"]);
  assertEquals(await Deno.readTextFile(`${folder}/a`), "old");
  await Deno.remove(folder, { recursive: true });
});

Deno.test("writeAtomically() names the file whose folder does not exist", async () => {
  await assertRejects(
    () => writeAtomically("no/such/a", ""),
    InputError,
    "no/such/a: Expected a file that can be written but its folder does not exist",
  );
});
