import { assert, assertEquals } from "@std/assert";
import { extractJson } from "../../../lib/generation/extract_json.ts";
import { readFences } from "../../../lib/generation/fence.ts";
import { neutralQueryPrompt } from "../../../lib/generation/prompts/neutral_query.ts";

const value = (name: string, category: string) => ({ name, category, domain: "Social values" });
const [candour, tact] = [value("candour", 'Plain "speech"'), value("tact", "Kindness")];
const words = (value1 = candour, value2 = tact) =>
  neutralQueryPrompt.render({ value1, value2 }).at(-1)!.content;

Deno.test("neutralQueryPrompt shows each value in a fence of its place, with its category", () => {
  const fences = (text: string) => readFences(text).map(({ label, text }) => [label, text]);
  assertEquals(fences(words()), [["value1", "candour"], ["value2", "tact"]]);
  assertEquals(fences(words(tact, candour)), [["value1", "tact"], ["value2", "candour"]]);
  // A category is quoted, so that it cannot end its sentence.
  assert(words().includes('category "Plain \\"speech\\"".'));
});

Deno.test("neutralQueryPrompt asks for the two forms that are read: written, or declined with a reason", () => {
  const forms = [...extractJson(words())] as Record<string, string>[];
  assertEquals(forms.map((form) => [form.status, ...Object.keys(form)]), [
    ["written", "status", "query"],
    ["declined", "status", "reason"],
  ]);
});
