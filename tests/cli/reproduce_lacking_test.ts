import { assert, assertEquals } from "@std/assert";
import { NOT_FROM_TABLES } from "../../lib/cli/reproduce_lacking.ts";

const said = NOT_FROM_TABLES.map(({ why }) => why).join("\n");

Deno.test("NOT_FROM_TABLES names each figure once, with what it needs", () => {
  const names = NOT_FROM_TABLES.map(({ name }) => name);
  assertEquals(new Set(names).size, names.length);
  assert(NOT_FROM_TABLES.every(({ why }) => /^needs .{40,}\.$/s.test(why)));
});

Deno.test("NOT_FROM_TABLES names commands, files and settings that there are", async () => {
  const { tasks } = JSON.parse(await Deno.readTextFile("deno.json"));
  const commands = [...said.matchAll(/deno task ([\w-]+)/g)].map(([, name]) => name!);
  assert(commands.length > 0 && commands.every((name) => Object.hasOwn(tasks, name)));
  for (const [path] of said.matchAll(/\b(?:data|notebooks)\/[\w.]+/g)) {
    assert((await Deno.stat(path)).isFile, path);
  }
  const config = await Deno.readTextFile("lib/study/config.ts");
  for (const setting of ["positionRepeats", "positionJudges"]) {
    assert(said.includes(setting) && config.includes(`${setting}:`), setting);
  }
});
