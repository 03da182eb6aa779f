import { assertEquals, assertRejects } from "@std/assert";
import { openBlockCache } from "../../lib/published/block_cache.ts";
import { InputError } from "../../lib/study/input_error.ts";

const names = (folder: string) => [...Deno.readDirSync(folder)].map(({ name }) => name).sort();

Deno.test("openBlockCache() takes a damaged or half-written block as missing", async () => {
  const folder = await Deno.makeTempDir();
  const cache = await openBlockCache(folder);
  const bytes = Uint8Array.from({ length: 100 }, (_, i) => i);
  await cache.write(3, bytes);
  assertEquals(await cache.read(3), bytes);
  const whole = await Deno.readFile(`${folder}/3`);
  for (
    const damaged of [
      whole.slice(0, 90),
      whole.slice(0, 5),
      whole.map((b, i) => i === 50 ? b ^ 1 : b),
    ]
  ) {
    await Deno.writeFile(`${folder}/3`, damaged);
    assertEquals(await cache.read(3), undefined);
  }
  assertEquals(await cache.read(4), undefined);
  await Deno.remove(folder, { recursive: true });
});

Deno.test("openBlockCache() removes what a killed run left half-written, and nothing of a running one", async () => {
  const folder = await Deno.makeTempDir();
  await Deno.writeTextFile(`${folder}/1.old`, "half");
  await Deno.utime(`${folder}/1.old`, new Date(0), new Date(0));
  await Deno.writeTextFile(`${folder}/2.new`, "half");
  await openBlockCache(folder);
  assertEquals(names(folder), ["2.new"]);
  await Deno.remove(folder, { recursive: true });
});

Deno.test("openBlockCache() refuses a folder that cannot be made", async () => {
  const file = await Deno.makeTempFile();
  await assertRejects(
    () => openBlockCache(`${file}/cache`),
    InputError,
    "Expected a file that can be",
  );
  await Deno.remove(file);
});
