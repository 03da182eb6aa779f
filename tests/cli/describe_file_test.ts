import { assertEquals, assertRejects } from "@std/assert";
import { describeFile } from "../../lib/cli/describe_file.ts";

Deno.test("describeFile() gives name, size and SHA-256, and fails where there is no file", async () => {
  const path = await Deno.makeTempFile({ suffix: ".txt" });
  await Deno.writeTextFile(path, "abc");
  assertEquals(await describeFile(path), {
    file: path.slice(path.lastIndexOf("/") + 1),
    bytes: 3,
    sha256: "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
  });
  await Deno.remove(path);
  await assertRejects(() => describeFile(path));
});
