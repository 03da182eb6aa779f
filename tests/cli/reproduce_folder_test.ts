import { assertEquals, assertRejects } from "@std/assert";
import { basename, join } from "node:path";
import { writeFolder } from "../../lib/cli/reproduce_folder.ts";
import { InputError } from "../../lib/study/input_error.ts";

const sign = JSON.stringify({ made_by: "faultline reproduce" });
const names = (folder: string) => [...Deno.readDirSync(folder)].map((entry) => entry.name).sort();

Deno.test("writeFolder() replaces its own folder whole, files of before included", async () => {
  const folder = await Deno.makeTempDir();
  const out = join(folder, "deep", "out");
  const fill = (name: string) => async (to: string) => {
    await Deno.writeTextFile(join(to, name), "");
    await Deno.writeTextFile(join(to, "manifest.json"), sign);
  };
  await writeFolder(out, fill("one"));
  await writeFolder(out, fill("two"));
  assertEquals(names(out), ["manifest.json", "two"]);
  assertEquals(names(join(folder, "deep")), ["out"]);
  await Deno.remove(folder, { recursive: true });
});

Deno.test("writeFolder() keeps what was there when filling fails", async () => {
  const folder = await Deno.makeTempDir();
  const out = join(folder, "out");
  await writeFolder(out, (to) => Deno.writeTextFile(join(to, "manifest.json"), sign));
  await assertRejects(
    () => writeFolder(out, () => Promise.reject(new Error("broke"))),
    Error,
    "broke",
  );
  assertEquals([names(folder), names(out)], [["out"], ["manifest.json"]]);
  await Deno.remove(folder, { recursive: true });
});

Deno.test("writeFolder() refuses a folder with others' files, even with a manifest of theirs", async () => {
  const out = await Deno.makeTempDir();
  await Deno.writeTextFile(join(out, "manifest.json"), "{}");
  await assertRejects(() => writeFolder(out, () => Promise.resolve()), InputError, "other files");
  assertEquals(names(out), ["manifest.json"]);
  await Deno.remove(out, { recursive: true });
});

Deno.test("writeFolder() removes what a killed run left unfinished a day ago, and nothing else", async () => {
  const folder = await Deno.makeTempDir();
  const left = await Promise.all(
    [1, 2].map(() => Deno.makeTempDir({ dir: folder, prefix: ".out-" })),
  );
  await Deno.utime(left[0]!, new Date(0), new Date(0));
  for (const name of [".out-mine", ".output-0123456789abcdef"]) {
    await Deno.mkdir(join(folder, name));
    await Deno.utime(join(folder, name), new Date(0), new Date(0));
  }
  await writeFolder(
    join(folder, "out"),
    (to) => Deno.writeTextFile(join(to, "manifest.json"), sign),
  );
  assertEquals(
    names(folder),
    [basename(left[1]!), ".out-mine", ".output-0123456789abcdef", "out"].sort(),
  );
  await Deno.remove(folder, { recursive: true });
});
