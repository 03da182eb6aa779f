import { assertEquals } from "@std/assert";
import { ratesFigure } from "../../lib/figures/rates.ts";
import { drawAll } from "../../lib/pipeline/drawing.ts";

const row = { group: "o3", provider: "openai", count: 1, assessed: 2, requested: 2, rate: 0.5 };
const draw = (name: string) =>
  ratesFigure([{ ...row, low: null, high: null }], { name, title: "t", what: "w", caption: "c" });

Deno.test("drawAll() draws in the order given and calls nothing that is lacking", () => {
  const { figures, lacking } = drawAll([
    { name: "b", draw: () => draw("b"), lacks: null },
    {
      name: "none",
      draw: () => {
        throw new Error("was called");
      },
      lacks: "no data",
    },
    { name: "a", draw: () => draw("a"), lacks: null },
  ]);
  assertEquals([...figures.keys()], ["b", "a"]);
  assertEquals(lacking, [{ name: "none", why: "no data" }]);
});
