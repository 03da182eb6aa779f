import { assert, assertStringIncludes, assertThrows } from "@std/assert";
import { meanPositionsFigure } from "../../lib/figures/mean_positions.ts";

const row = (model: string, provider: string, value: string, mean: number | null) => ({
  model,
  provider,
  value,
  mean,
  low: mean,
  high: mean,
});

Deno.test("meanPositionsFigure() has a panel per value and says where a model has no data", () => {
  const figure = meanPositionsFigure([
    row("o3", "openai", "value1", 2.345),
    row("o3", "openai", "value2", null),
    row("grok_4", "xai", "value1", 3),
  ]);
  assertStringIncludes(figure.alt, "2 models of OpenAI, xAI");
  for (const text of ["first value", "second value", "2.35", "no data"]) {
    assertStringIncludes(figure.svg(), text);
  }
  assert(!/NaN|undefined/.test(figure.svg()));
});

Deno.test("meanPositionsFigure() refuses an empty table", () => {
  assertThrows(() => meanPositionsFigure([]), RangeError);
});
