import { assertEquals, assertRejects } from "@std/assert";
import { readPanel } from "../../lib/published/panel_file.ts";
import { InputError } from "../../lib/study/input_error.ts";

Deno.test("readPanel() names the models of a folder, and the field of a wrong one", async () => {
  const folder = await Deno.makeTempDir();
  assertEquals(await readPanel(folder), undefined);
  assertEquals(await readPanel(`${folder}/file.csv`), undefined);
  await Deno.writeTextFile(`${folder}/panel.json`, '[{"key":"mine","provider":"me"}]');
  assertEquals(await readPanel(folder), [{ key: "mine", provider: "me" }]);
  for (
    const [text, message] of [["[{}]", "panel.json, [0].key"], ["[", "as JSON"], [
      "[]",
      "panel.json",
    ]]
  ) {
    await Deno.writeTextFile(`${folder}/panel.json`, text!);
    await assertRejects(() => readPanel(folder), InputError, message!);
  }
  await Deno.remove(folder, { recursive: true });
});
