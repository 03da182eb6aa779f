import { assertEquals } from "@std/assert";
import { join } from "node:path";
import { calledFrom, inProject } from "../../lib/cli/called_from.ts";
import { PROJECT_FOLDER } from "../../lib/notebook/project_folder.ts";
import { command } from "./command.ts";

Deno.test("calledFrom() is where a task was called, and no other process's INIT_CWD", () => {
  assertEquals(calledFrom(PROJECT_FOLDER, "/home/me"), "/home/me");
  assertEquals(calledFrom(PROJECT_FOLDER, undefined), PROJECT_FOLDER);
  assertEquals(calledFrom("/elsewhere", "/home/me"), "/elsewhere");
});

Deno.test("a task takes a path as it is meant in the folder where it was called", async () => {
  const folder = await Deno.makeTempDir();
  await Deno.writeTextFile(join(folder, "study.json"), "{}");
  const { code, err } = await command("study", ["plan"], { INIT_CWD: folder });
  assertEquals([code, err.split(":")[0]], [2, "study.json, name"]);
  await Deno.remove(folder, { recursive: true });
});

Deno.test("inProject() names a place in the project from wherever it is called", () => {
  const here = Deno.cwd();
  try {
    Deno.chdir(PROJECT_FOLDER);
    assertEquals([inProject("out/demo"), inProject("")], ["out/demo", "."]);
    Deno.chdir(join(PROJECT_FOLDER, "lib"));
    assertEquals(inProject("out/demo"), join("..", "out", "demo"));
  } finally {
    Deno.chdir(here);
  }
});
