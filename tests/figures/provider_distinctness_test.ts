import { assert, assertStringIncludes, assertThrows } from "@std/assert";
import { providerDistinctnessFigure } from "../../lib/figures/provider_distinctness.ts";

Deno.test("providerDistinctnessFigure() has no inner distance of one model, and tells p when given", () => {
  const rows = [
    { provider: "openai", models: 2, within: 0.75, between: 1.5 },
    { provider: "xai", models: 1, within: null, between: 1.5 },
  ];
  const figure = providerDistinctnessFigure(rows, { p: 0.0123 });
  assertStringIncludes(
    figure.alt,
    "OpenAI 0.75 within, 1.50 between; xAI none within, 1.50 between",
  );
  assertStringIncludes(figure.svg(), "p = 0.012");
  assertStringIncludes(figure.svg(), "xAI (1 model)");
  assert(!providerDistinctnessFigure(rows).svg().includes("permutation"));
  assertThrows(() => providerDistinctnessFigure([]), RangeError);
});
