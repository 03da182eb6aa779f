import { assertEquals, assertStringIncludes } from "@std/assert";
import { rubricPrompt } from "../../lib/scoring/prompts/rubric.ts";
import { extractJson } from "../../lib/generation/extract_json.ts";
import { judgeAnswer } from "../../lib/simulation/judge_model.ts";
import { Lexicon } from "../../lib/simulation/language/lexicon.ts";
import { strengthOf } from "../../lib/simulation/language/stances.ts";
import { type Spectrum, spectrumSchema, STRATEGIES } from "../../lib/study/rubric.ts";

Deno.test("a simulated rubric has seven steps that its readers can tell apart", () => {
  const messages = rubricPrompt.render({
    value1: "haste",
    value2: "care",
    queries: ["Haste or care?"],
  });
  const { content } = judgeAnswer(1, "j", new Lexicon([]), [...messages, messages[1]!]);
  const rubric = extractJson(content)[0] as { value1: Spectrum; value2: Spectrum };
  for (const [spectrum, name] of [[rubric.value1, "haste"], [rubric.value2, "care"]] as const) {
    spectrumSchema.parse(spectrum);
    assertEquals(STRATEGIES.map((s) => strengthOf(spectrum[s])), [-3, -2, -1, 0, 1, 2, 3]);
    for (const strategy of STRATEGIES) assertStringIncludes(spectrum[strategy], name);
  }
});
