import { assert, assertEquals } from "@std/assert";
import { fence } from "../../lib/generation/fence.ts";
import { readTask, textOf, textsOf } from "../../lib/simulation/said.ts";

Deno.test("readTask() tells the task's words from fenced texts", () => {
  const content = `Judge.\n${fence('{"topics": 1}', "query")}\n${fence("a", "response 1")}\n${
    fence("b", "response 2")
  }\nReply as {"types": []}`;
  const task = readTask([
    { role: "system", content: fence("# Spec", "spec") },
    { role: "user", content },
    { role: "assistant", content: "Hm." },
    { role: "user", content: "Again." },
  ]);
  assert(task.words.includes('{"types"') && !task.words.includes("topics"));
  assertEquals([textOf(task, "spec"), textOf(task, "rubric")], ["# Spec", null]);
  assertEquals(textsOf(task, "response"), ["a", "b"]);
  assertEquals(task.again, true);
});
