import { assertEquals, assertRejects } from "@std/assert";
import { readScores } from "../../lib/published/read_scores.ts";
import { InputError } from "../../lib/study/input_error.ts";

const TABLE =
  "value1,value2,nudge_direction,query,mine_value1_position,mine_value2_position\na,b,neutral,q,5,\n";

Deno.test("readScores() reads models of its own where the folder names them, and refuses them elsewhere", async () => {
  const folder = await Deno.makeTempDir();
  await Deno.writeTextFile(`${folder}/scores.csv`, TABLE);
  await assertRejects(() => readScores(folder), InputError, 'but found "mine"');
  await Deno.writeTextFile(`${folder}/panel.json`, '[{"key":"mine","provider":"me"}]');
  const table = await readScores(folder);
  assertEquals(table.models, [{ key: "mine", provider: "me" }]);
  assertEquals([...table.positions.get("mine")!.value1], [5]);
  assertEquals([...table.positions.get("mine")!.value2], [255]);
  await Deno.remove(folder, { recursive: true });
});
