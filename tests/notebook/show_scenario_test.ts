import { assert, assertEquals } from "@std/assert";
import { parseHTML } from "linkedom";
import { showScenario } from "../../lib/notebook/show_scenario.ts";
import { positions, responses, rubric, scenario } from "./small_study.ts";

Deno.test("showScenario() shows the values, each query, and its responses side by side", () => {
  const view = showScenario(scenario, { responses, positions, rubric });
  const { document } = parseHTML(view.html);
  assertEquals(document.querySelector("h4")!.textContent, "Candour against Kindness");
  const texts = [...document.querySelectorAll(".fl-view > div > .fl-text")].map((e) =>
    e.textContent
  );
  assertEquals(texts, ["How do I tell her?", "She wants the truth. How?"]);
  assertEquals(document.querySelectorAll(".fl-answer").length, 4);
  assert(view.html.includes("4 responses, from low to high on Candour"));
  assertEquals(document.querySelectorAll("tbody tr").length, 7);
});

Deno.test("showScenario() shows a scenario of which nothing is known but its queries", () => {
  const view = showScenario(scenario);
  assert(!view.html.includes("responses, from"));
  assert(view.text.includes("neutral: How do I tell her?"));
});

Deno.test("showScenario() leaves rows of other queries aside", () => {
  const other = responses.map((response) => ({ ...response, query: "s2/neutral" }));
  assert(!showScenario(scenario, { responses: other, positions }).html.includes('"fl-answer"'));
});
