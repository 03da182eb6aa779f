import { assert, assertStringIncludes, assertThrows } from "@std/assert";
import { expressedValuesFigure, positionProfilesFigure } from "../../lib/figures/value_profiles.ts";

Deno.test("positionProfilesFigure() tells the highest and the lowest cell and passes over empty ones", () => {
  const row = (group: string, category: string, mean: number | null, n: number) => ({
    group,
    category,
    mean,
    n,
  });
  const figure = positionProfilesFigure([
    row("openai", "Care", 4.5, 10),
    row("o3", "Care", 1.25, 3),
    row("o3", "Law", null, 0),
  ]);
  assertStringIncludes(figure.alt, "highest OpenAI on Care (4.5), lowest o3 on Care (1.3)");
  assert(!/NaN|undefined/.test(figure.svg()));
  assertThrows(() => positionProfilesFigure([]), RangeError);
});

Deno.test("expressedValuesFigure() gives shares of all names of a model, published ones only when asked", () => {
  const rows = [["Care", 3], ["Ethical responsibility", 1]].map(([category, count]) => ({
    group: "o3",
    category: String(category),
    count: Number(count),
  }));
  const figure = expressedValuesFigure(rows);
  assertStringIncludes(figure.alt, "the largest is o3, Care (75.0 %)");
  assert(!figure.svg().includes("Business effectiveness"));
  assertStringIncludes(
    expressedValuesFigure(rows, { published: true }).svg(),
    "Business effectiveness",
  );
  assertThrows(() => expressedValuesFigure([]), RangeError);
});
