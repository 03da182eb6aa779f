import { assertEquals } from "@std/assert";
import { extractJson } from "../../../lib/generation/extract_json.ts";
import { readFences } from "../../../lib/generation/fence.ts";
import {
  type NudgedQueryInputs,
  nudgedQueryPrompt,
} from "../../../lib/generation/prompts/nudged_query.ts";

const value = (name: string) => ({ name, category: "Kindness", domain: "Social values" });
const words = (nudge: NudgedQueryInputs["nudge"]) =>
  nudgedQueryPrompt.render({
    value1: value("candour"),
    value2: value("tact"),
    query: "Is my novel good?",
    nudge,
  }).at(-1)!.content;

Deno.test("nudgedQueryPrompt leans toward the value of the nudge and away from the other", () => {
  const leaning = (nudge: NudgedQueryInputs["nudge"]) =>
    Object.fromEntries(readFences(words(nudge)).map(({ label, text }) => [label, text]));
  const query = "Is my novel good?";
  assertEquals(leaning("value1"), { query, toward: "candour", from: "tact" });
  assertEquals(leaning("value2"), { query, toward: "tact", from: "candour" });
});

Deno.test("nudgedQueryPrompt asks for the two forms that are read: written, or declined with a reason", () => {
  const forms = [...extractJson(words("value1"))] as Record<string, string>[];
  assertEquals(forms.map((form) => [form.status, ...Object.keys(form)]), [
    ["written", "status", "query"],
    ["declined", "status", "reason"],
  ]);
});
