import { assertEquals, assertRejects } from "@std/assert";
import { readSpec } from "../../lib/spec/read.ts";
import { InputError } from "../../lib/study/input_error.ts";

Deno.test("readSpec() reads a file and names it in errors", async () => {
  const path = await Deno.makeTempFile({ suffix: ".md" });
  try {
    await Deno.writeTextFile(path, "# A {authority=user}\n");
    const spec = await readSpec(path);
    assertEquals([spec.file, spec.clauses[0]?.id], [path, "a"]);
    await assertRejects(
      () => readSpec(path, { authorities: ["guideline"] }),
      InputError,
      `${path}, line 1: Expected an authority among guideline`,
    );
  } finally {
    await Deno.remove(path);
  }
});

Deno.test("readSpec() says which file is not there", async () => {
  await assertRejects(() => readSpec("no/such.md"), InputError, "no/such.md: Expected a readable");
});
