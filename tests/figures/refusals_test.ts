import { assert, assertEquals, assertStringIncludes, assertThrows } from "@std/assert";
import { refusalsFigure } from "../../lib/figures/refusals.ts";

Deno.test("refusalsFigure() tells models by their labels, topics by their names, most first", () => {
  const row = { requested: 10, assessed: 8, low: null, high: null };
  const models = refusalsFigure([
    { ...row, group: "o3", provider: "openai", rate: 0.125 },
    { ...row, group: "grok_4", provider: "xai", rate: 0.25 },
  ]);
  assertEquals([models.name, models.title], ["refusals", "Which model refuses"]);
  const topics = refusalsFigure([{ ...row, group: "politics", rate: 0.5 }]);
  assertEquals([topics.name, topics.title], ["refusals_by_topic", "Which topic is refused"]);
  assertStringIncludes(models.alt, "Grok 4 25.0 %, o3 12.5 %");
  assertStringIncludes(models.svg(), "16 of 20 responses assessed");
  assertStringIncludes(
    refusalsFigure([{ ...row, group: "cyber security", rate: 0 }]).alt,
    "cyber security 0.0 %",
  );
  assertThrows(() => refusalsFigure([]), RangeError);
});

Deno.test("refusalsFigure() says what its intervals are clustered on", () => {
  const row = { group: "o3", provider: "openai", requested: 4200, assessed: 3420, rate: 0.5 };
  const told = (options: Parameters<typeof refusalsFigure>[1]) =>
    refusalsFigure([{ ...row, low: 0.4, high: 0.6 }], options).svg()
      .replace(/<[^>]*>/g, " ").replace(/\s+/g, " ");
  assertStringIncludes(told({}), "clustered on the value pair; 3,420 of 4,200 responses");
  const labels = told({ clusteredOn: "question_id" });
  assertStringIncludes(labels, "clustered on question_id;");
  assert(!labels.includes("value pair"));
});

Deno.test("refusalsFigure() has words for a rate that is not there", () => {
  const none = { group: "Law", requested: 3, assessed: 0, rate: NaN, low: 0, high: 1 };
  assertStringIncludes(refusalsFigure([none]).alt, "Law unknown");
});
