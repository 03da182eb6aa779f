import { assert, assertEquals, assertMatch } from "@std/assert";
import { fileURLToPath } from "node:url";
import { LARGEST_OUTPUT } from "../../lib/notebook/view.ts";

const SIZE = {
  pairs: 400,
  models: 12,
  characters: 2_500,
  highEvery: 3,
  aloneEvery: 3,
  spec: false,
};

Deno.test({
  name: "the explorer of a study with more outliers than it holds is measured, and stays small",
  ignore: Deno.build.os !== "linux",
  fn: async () => {
    const script = fileURLToPath(new URL("measure_explorer.ts", import.meta.url));
    const { success, stdout, stderr } = await new Deno.Command(Deno.execPath(), {
      args: ["run", "-A", "--v8-flags=--expose-gc", script, JSON.stringify(SIZE)],
      stdin: "null",
    }).output();
    assert(success, new TextDecoder().decode(stderr));
    const measured = JSON.parse(new TextDecoder().decode(stdout));
    assertEquals(measured.cells, 14_400);
    assertMatch(measured.told, /^[2-9]\d\d outliers, here 200$/);
    assert(measured.outputBytes > 200 * 2_500 && measured.outputBytes < LARGEST_OUTPUT);
  },
});
