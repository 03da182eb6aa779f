import { assert, assertEquals, assertThrows } from "@std/assert";
import { parseHTML } from "linkedom";
import { flagOutliers } from "../../lib/analysis/outliers.ts";
import { showOutliers } from "../../lib/notebook/show_outliers.ts";
import { LARGEST_OUTPUT } from "../../lib/notebook/view.ts";
import { hostileScenarios } from "../browser/hostile.ts";
import { responses, scenario } from "./small_study.ts";

const rows = ["gpt_4_1", "grok_4", "claude_opus_4", "gemini_2_5_pro"].map((model) => ({
  query: "s1/neutral",
  pair: "p1",
  model,
  value1: model === "gpt_4_1" ? 6 : 1,
  value2: 3,
}));

Deno.test("showOutliers() shows the responses that stand alone, with what they are filtered by", () => {
  const view = showOutliers({
    flags: flagOutliers(rows),
    scenarios: [scenario],
    responses,
    topics: new Map([["s1/neutral", ["family"]]]),
  });
  const { document } = parseHTML(view.html);
  const [only, ...rest] = [...document.querySelectorAll(".fl-case")];
  assertEquals(rest.length, 0);
  assertEquals(
    ["model", "value", "topic", "nudge"].map((name) => only!.getAttribute(`data-${name}`)),
    ['["gpt_4_1"]', '["Candour"]', '["family"]', '["neutral"]'],
  );
  assert(only!.textContent!.includes("differs from 3 of 3 others"));
  assert(only!.textContent!.includes("Tell her plainly what happened yesterday."));
  const filters = document.querySelector(".fl-filters")!;
  assertEquals(JSON.parse(filters.getAttribute("data-choices")!), [
    ["model", [["gpt_4_1", "GPT-4.1 (1)"]]],
    ["value", [["Candour", "Candour (1)"]]],
    ["topic", [["family", "family (1)"]]],
    ["nudge", [["neutral", "neutral (1)"]]],
  ]);
  // The lists are made by the page's script; without it nothing stands there that would do nothing.
  assertEquals(document.querySelectorAll("select, label").length, 0);
  assert(document.querySelector(".fl-untrusted")!.textContent!.startsWith("Where scripts run"));
});

Deno.test("showOutliers() keeps as many as asked and tells the total", () => {
  const study = hostileScenarios();
  const view = showOutliers({ ...study, flags: flagOutliers(study.positions) }, { most: 5 });
  assertEquals(parseHTML(view.html).document.querySelectorAll(".fl-case").length, 5);
  const { document } = parseHTML(view.html);
  assertEquals(
    document.querySelector(".fl-filters")!.textContent!.replace(/\s+/g, " ").trim(),
    "5 shown (5 of 42 outliers are kept here, each model's most telling)",
  );
  assert(view.text.startsWith("42 outliers, here 5\n"));
  const choices = JSON.parse(document.querySelector(".fl-filters")!.getAttribute("data-choices")!);
  assert(choices[0][1].every(([, words]: [string, string]) => / \(\d+ of \d+\)$/.test(words)));
});

Deno.test("showOutliers() stays below what the kernel can send", () => {
  const study = hostileScenarios();
  const long = study.responses.map((r) => ({ ...r, text: "<&>".repeat(20_000) }));
  const view = showOutliers({ ...study, responses: long, flags: flagOutliers(study.positions) });
  assert(view.html.length < LARGEST_OUTPUT);
});

Deno.test("showOutliers() stays below it in bytes, of texts whose letters take three each", () => {
  const study = hostileScenarios();
  const long = study.responses.map((r) => ({ ...r, text: "\u4e00".repeat(20_000) }));
  const view = showOutliers({ ...study, responses: long, flags: flagOutliers(study.positions) });
  const bytes = new TextEncoder().encode(view.html).length;
  assert(bytes < LARGEST_OUTPUT && bytes > LARGEST_OUTPUT / 2, String(bytes));
});

Deno.test("showOutliers() tells totals that were counted elsewhere", () => {
  const counts = new Map([["gpt_4_1", 5_000], ["grok_4", 200]]);
  const view = showOutliers({ flags: flagOutliers(rows), scenarios: [scenario], counts });
  assert(view.text.startsWith("5,200 outliers, here 1\n"), view.text);
  const { document } = parseHTML(view.html);
  const choices = JSON.parse(document.querySelector(".fl-filters")!.getAttribute("data-choices")!);
  assertEquals(choices[0], ["model", [["gpt_4_1", "GPT-4.1 (1 of 5,000)"]]]);
});

Deno.test("showOutliers() refuses a flag of a query that no scenario has", () => {
  assertThrows(
    () => showOutliers({ flags: flagOutliers(rows), scenarios: [] }),
    RangeError,
    "Expected a scenario with the query s1/neutral but found none",
  );
});
