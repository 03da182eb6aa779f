import { assertEquals } from "@std/assert";
import { columnName } from "../../lib/cli/column_name.ts";

Deno.test("columnName() leaves plain names as they are, and needs no quotes in SQL for others", () => {
  assertEquals(columnName("disagreement_openai"), "disagreement_openai");
  assertEquals(columnName("ethics and moral reasoning"), "ethics_and_moral_reasoning");
  assertEquals(columnName("disagreement_Meta-Llama/3"), "disagreement_meta_llama_3");
});
