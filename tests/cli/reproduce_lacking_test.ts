import { assert, assertEquals } from "@std/assert";
import { LABEL_STEPS } from "../../lib/cli/reproduce_labels.ts";
import { NOT_FROM_TABLES } from "../../lib/cli/reproduce_lacking.ts";
import { smallTable } from "../published/small_table.ts";

const input = { table: smallTable({ o3: [[1, 2]] }), rows: [], judged: null, categories: null };
const said = [
  ...NOT_FROM_TABLES.map(({ why }) => why),
  ...LABEL_STEPS.map((step) => step.lacks(input)!),
];

Deno.test("what no table has is named once, with what it needs in sentences", () => {
  const names = NOT_FROM_TABLES.map(({ name }) => name);
  assertEquals(new Set(names).size, names.length);
  assert(said.every((why) => /^needs .{40,}\.$/s.test(why)));
});

Deno.test("the way to it names commands, files and settings that there are", async () => {
  const { tasks } = JSON.parse(await Deno.readTextFile("deno.json"));
  const all = said.join("\n");
  const commands = [...all.matchAll(/deno task ([\w-]+)/g)].map(([, name]) => name!);
  assert(commands.length > 4 && commands.every((name) => Object.hasOwn(tasks, name)));
  for (const [path] of all.matchAll(/\b(?:data|notebooks)\/[\w.]+\w/g)) {
    assert((await Deno.stat(path)).isFile, path);
  }
  const config = await Deno.readTextFile("lib/study/config.ts");
  for (const setting of ["positionRepeats", "positionJudges"]) {
    assert(all.includes(setting) && config.includes(`${setting}:`), setting);
  }
});
