import { assert, assertEquals } from "@std/assert";
import { builds, compile } from "../../../lib/sampling/kernel/build.ts";

for (const [file, flags] of Object.entries(builds)) {
  Deno.test(`the committed ${file} is what its source compiles to`, async () => {
    const committed = await Deno.readFile(
      new URL(`../../../lib/sampling/kernel/${file}`, import.meta.url),
    );
    const built = await compile(flags);
    assertEquals(built.length, committed.length);
    assert(built.every((byte, i) => byte === committed[i]));
  });
}
