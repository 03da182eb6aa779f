import { assert } from "@std/assert";
import { showThemselves } from "../../lib/notebook/show_themselves.ts";
import { DISPLAY } from "../../lib/notebook/view.ts";
import { smallStudy } from "./small_study.ts";

Deno.test("showThemselves() makes the parts of a study show themselves, each with what is known of it", () => {
  const study = showThemselves(smallStudy());
  const shown = (value: unknown) =>
    (value as Record<symbol, () => Record<string, string>>)[DISPLAY]!();
  assert(shown(study)["text/plain"]!.startsWith("Small"));
  const html = shown(study.scenarios[0])["text/html"]!;
  assert(html.includes("4 responses, from low to high on Candour") && html.includes("Rubric"));
  assert(shown(study.responses[1])["text/plain"]!.startsWith("Grok 4  0/4"));
  assert(shown(study.rubrics.rubrics[0])["text/html"]!.includes("<th>Kindness</th>"));
});
