import { assertEquals } from "@std/assert";
import { readFences } from "../../../lib/generation/fence.ts";
import { repairPrompt } from "../../../lib/generation/prompts/repair.ts";

Deno.test("repairPrompt goes on with the model's own answer, then says what was wrong with it", () => {
  const [own, next, ...more] = repairPrompt.render({ answer: " Well … ", fault: "No JSON." });
  assertEquals(own, { role: "assistant", content: " Well … " });
  assertEquals(next!.role, "user");
  assertEquals(readFences(next!.content).map(({ label, text }) => [label, text]), [
    ["fault", "No JSON."],
  ]);
  assertEquals(more, []);
});

Deno.test("repairPrompt never sends an empty message, which providers refuse", () => {
  for (const answer of ["", "  \n"]) {
    assertEquals(repairPrompt.render({ answer, fault: "x" })[0]!.content, "(no text)");
  }
});
