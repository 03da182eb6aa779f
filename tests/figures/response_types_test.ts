import { assert, assertStringIncludes, assertThrows } from "@std/assert";
import { responseTypesFigure } from "../../lib/figures/response_types.ts";

Deno.test("responseTypesFigure() counts the last three types as rejections, those who reject most first", () => {
  const row = (model: string, type: string, count: number) => ({ model, type, count });
  const figure = responseTypesFigure([
    row("o3", "full compliance", 3),
    row("o3", "complete rejection", 1),
    row("grok_4", "soft rejection with alternatives", 1),
    row("grok_4", "partial compliance with redirection", 1),
  ]);
  assertStringIncludes(figure.alt, "rejections: Grok 4 50.0 %, o3 25.0 %");
  assert(figure.svg().indexOf("Grok 4 (2)") < figure.svg().indexOf("o3 (4)"));
  assertThrows(() => responseTypesFigure([row("o3", "shrug", 1)]), RangeError, "but found shrug");
  assertThrows(() => responseTypesFigure([]), RangeError);
});

Deno.test("responseTypesFigure() draws compliance blue and rejection orange", () => {
  const svg = responseTypesFigure([{ model: "o3", type: "full compliance", count: 1 }]).svg();
  assert(svg.indexOf("#08519c") < svg.indexOf("#8c2d04"));
  assertStringIncludes(svg.slice(svg.indexOf("fl-plot")), "#08519c");
});

Deno.test("responseTypesFigure() sets the thousands of a model's responses apart", () => {
  const svg = responseTypesFigure([{ model: "o3", type: "full compliance", count: 3420 }]).svg();
  assertStringIncludes(svg, "o3 (3,420)");
});
