import { assert, assertEquals } from "@std/assert";
import { parseHTML } from "linkedom";
import { position, showResponses } from "../../lib/notebook/show_responses.ts";
import { positions, responses } from "./small_study.ts";

const read = (html: string) => {
  const { document } = parseHTML(html);
  return [...document.querySelectorAll(".fl-answer")].map((section) => ({
    model: section.querySelector("h4")!.textContent,
    mark: section.querySelector(".fl-mark")?.textContent,
    marked: section.classList.contains("fl-marked"),
  }));
};

Deno.test("showResponses() sorts by position, those that have none last", () => {
  const names = (by: "value1" | "value2") =>
    read(showResponses(responses, { positions, by }).html).map(({ model }) => model);
  assertEquals(names("value1"), ["Grok 4", "Claude Opus 4", "GPT-4.1", "Gemini 2.5 Pro"]);
  assertEquals(names("value2"), ["GPT-4.1", "Claude Opus 4", "Grok 4", "Gemini 2.5 Pro"]);
});

Deno.test("showResponses() marks what is no answer, and refusals that a judge found", () => {
  const marks = new Map([["grok_4", "complete rejection"]]);
  const shown = read(showResponses(responses, { positions, marks }).html);
  assertEquals(shown.map(({ mark }) => mark), [
    "complete rejection",
    "truncated: max_tokens",
    undefined,
    "filtered: SAFETY",
  ]);
  assertEquals(shown.map(({ marked }) => marked), [true, true, false, true]);
});

Deno.test("showResponses() highlights what one response alone says", () => {
  const { html } = showResponses(responses, { positions });
  assert(html.includes('<mark class="fl-own">Tell her plainly what happened yesterday.</mark>'));
});

Deno.test("showResponses() tells the same in plain text", () => {
  const { text } = showResponses(responses, { positions });
  assertEquals(text.split("\n")[0], "Grok 4  0/4  Say nothing.");
  assertEquals(text.split("\n")[3], "Gemini 2.5 Pro  –/–  [filtered: SAFETY]");
});

Deno.test("position() shows whole numbers whole and means with one decimal", () => {
  assertEquals([3, 2.25, null, undefined].map(position), ["3", "2.3", "–", "–"]);
});
