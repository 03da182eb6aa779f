import { assertEquals } from "@std/assert";
import { modelLabel } from "../../lib/figures/model_label.ts";

Deno.test("modelLabel() writes the dataset's model keys as their makers do", () => {
  const keys = [
    "claude_opus_4",
    "claude_3_5_sonnet",
    "gpt_4_1",
    "gpt_4_1_mini",
    "gpt_4o",
    "o3",
    "o4_mini",
  ];
  assertEquals([...keys, "gemini_2_5_pro", "grok_4"].map(modelLabel), [
    "Claude Opus 4",
    "Claude 3.5 Sonnet",
    "GPT-4.1",
    "GPT-4.1 mini",
    "GPT-4o",
    "o3",
    "o4-mini",
    "Gemini 2.5 Pro",
    "Grok 4",
  ]);
});

Deno.test("modelLabel() leaves a name that is no key of a study as its table has it", () => {
  for (const name of ["x-ai/sample-f", "openai/gpt-4.1", "Sample F", "<b>o3</b>", ""]) {
    assertEquals(modelLabel(name), name);
  }
});
