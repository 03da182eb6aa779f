import { assert, assertEquals } from "@std/assert";
import { showThemselves } from "../../lib/notebook/show_themselves.ts";
import { DISPLAY } from "../../lib/notebook/view.ts";
import { positions, responses, rubric, smallStudy } from "./small_study.ts";

Deno.test("showThemselves() lets a study and its scenarios show themselves, each with what is known of it", async () => {
  const asked: string[] = [];
  const study = showThemselves(smallStudy(), (id) => {
    asked.push(id);
    return Promise.resolve({ responses, positions, rubric });
  });
  const shown = async (value: unknown) =>
    await (value as Record<symbol, () => Promise<Record<string, string>>>)[DISPLAY]!();
  assert((await shown(study))["text/plain"]!.startsWith("Small"));
  assertEquals(asked, []);
  const html = (await shown(study.scenarios[0]))["text/html"]!;
  assert(html.includes("4 responses, from low to high on Candour") && html.includes("Rubric"));
  assertEquals(asked, ["s1"]);
});
