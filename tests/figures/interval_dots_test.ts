import { assertEquals, assertStringIncludes } from "@std/assert";
import { intervalDots } from "../../lib/figures/interval_dots.ts";
import { plotPart } from "../../lib/figures/plot_svg.ts";

const draw = (rows: Parameters<typeof intervalDots>[0]) =>
  plotPart(intervalDots(rows, { label: "x", format: (x) => x.toFixed(1) }), "p").inner;

Deno.test("intervalDots() draws a dot per value and writes it out", () => {
  const svg = draw([{ label: "a", value: 1.25, color: "#112233" }, {
    label: "b",
    value: 2,
    color: "#112233",
  }]);
  assertEquals(svg.match(/<circle/g)?.length, 2);
  assertStringIncludes(svg, "1.3");
});

Deno.test("intervalDots() keeps a row without a value and says so", () => {
  const svg = draw([{ label: "a", value: null, color: "#112233" }, {
    label: "b",
    value: 1,
    color: "#112233",
  }]);
  assertEquals(svg.match(/<circle/g)?.length, 1);
  assertStringIncludes(svg, "no data");
});

Deno.test("intervalDots() draws whiskers only where both ends are there", () => {
  const whisker = { label: "a", value: 1, low: 0.5, high: 1.5, color: "#112233" };
  const lines = (svg: string) =>
    svg.match(/aria-label="rule"[^>]*>(<line[^>]*><\/line>|<line[^>]*\/>)/g)?.length ?? 0;
  assertEquals(lines(draw([whisker])), 1);
  assertEquals(lines(draw([{ ...whisker, high: NaN }])), 0);
});
