import { assertEquals, assertStringIncludes } from "@std/assert";
import { sentencesOf } from "../../../lib/simulation/language/sentences.ts";
import { styleOf } from "../../../lib/simulation/language/responses.ts";

Deno.test("every style says all that it is given to advise, each in a sentence of its own", () => {
  for (const family of ["anthropic", "openai", "google", "xai"]) {
    const text = styleOf(family).compose({
      opening: "Well, then.",
      advice: ["Drop haste altogether. It costs.", "Keep care. It pays."],
      steps: ["Ask first.", "Write it down."],
      closing: "Good luck.",
    });
    const sentences = sentencesOf(text);
    for (const said of ["Drop haste altogether.", "Keep care.", "Ask first."]) {
      assertEquals(sentences.filter((one) => one === said).length, 1, `${family}: ${text}`);
    }
    assertStringIncludes(text, "Good luck.");
  }
});

Deno.test("styleOf() has a style for a family that it does not know", () => {
  assertEquals(styleOf("someone"), styleOf("openai"));
});
