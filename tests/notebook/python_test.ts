import { assert, assertEquals, assertMatch, assertRejects } from "@std/assert";
import { InputError } from "../../lib/study/input_error.ts";
import { findPython } from "../../lib/notebook/python.ts";

/** A program that answers the probe like a Python of that version. */
async function fakePython(folder: string, name: string, answer: string): Promise<string> {
  const path = `${folder}/${name}`;
  await Deno.writeTextFile(path, `#!/bin/sh\necho "${answer}"\n`, { mode: 0o755 });
  return path;
}

Deno.test("findPython() takes the first that is recent enough and can make environments", async () => {
  const folder = await Deno.makeTempDir();
  const old = await fakePython(folder, "old", "3 9 1");
  const bare = await fakePython(folder, "bare", "3 12 0");
  const good = await fakePython(folder, "good", "3 13 1");
  const found = await findPython(undefined, ["/nowhere/python", old, bare, good]);
  assertEquals(found, { command: good, version: "3.13" });
  await Deno.remove(folder, { recursive: true });
});

Deno.test("findPython() says what it found instead and what to install", async () => {
  const folder = await Deno.makeTempDir();
  const old = await fakePython(folder, "old", "3 9 1");
  const bare = await fakePython(folder, "bare", "3 12 0");
  const error = await assertRejects(() => findPython(undefined, [old, bare]), InputError);
  assertMatch(error.message, /found .*old 3\.9, .*bare without the venv module/);
  assertMatch(error.message, /python3-venv/);
  await Deno.remove(folder, { recursive: true });
});

Deno.test("findPython() says so where there is none", async () => {
  const error = await assertRejects(() => findPython(undefined, ["/nowhere/python"]), InputError);
  assert(error.message.includes("found none"));
});

Deno.test("findPython() uses only the one that is named", async () => {
  const error = await assertRejects(() => findPython("/nowhere/python"), InputError);
  assert(error.message.includes("FAULTLINE_PYTHON=/nowhere/python"));
});
