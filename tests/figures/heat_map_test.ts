import { assertEquals } from "@std/assert";
import { heatLegend, heatMap, type HeatScale } from "../../lib/figures/heat_map.ts";
import { plotPart } from "../../lib/figures/plot_svg.ts";

const scale: HeatScale = { xDomain: ["a", "b"], yDomain: ["c"], domain: [0, 1], format: String };

Deno.test("heatMap() leaves a cell empty that has no value", () => {
  const { inner } = plotPart(
    heatMap([{ x: "a", y: "c", value: 1 }, { x: "b", y: "c", value: NaN }], scale),
    "p",
  );
  assertEquals(inner.match(/<rect/g)?.length, 1);
});

Deno.test("heatMap() writes white on dark and dark on pale cells", () => {
  const { inner } = plotPart(
    heatMap([{ x: "a", y: "c", value: 0 }, { x: "b", y: "c", value: 1 }], scale),
    "p",
  );
  const fills = [...inner.matchAll(/<text[^>]*fill="(#[0-9a-f]+)"[^>]*>[01]</g)].map((match) =>
    match[1]
  );
  assertEquals(fills, ["#1b1e23", "#ffffff"]);
});

Deno.test("heatMap() slants the labels of its columns only where they do not fit", () => {
  const drawn = (xDomain: readonly string[]) =>
    plotPart(heatMap([{ x: xDomain[0]!, y: "c", value: 1 }], { ...scale, xDomain }), "p").inner;
  assertEquals(drawn(["Anthropic", "OpenAI"]).includes("rotate(-45"), false);
  const long = Array.from({ length: 12 }, (_, i) => `a category of values ${i}`);
  assertEquals(drawn(long).includes("rotate(-45"), true);
});

Deno.test("heatLegend() has one entry where all values are alike", () => {
  assertEquals(heatLegend(scale).map((entry) => entry.label), ["0", "0.25", "0.5", "0.75", "1"]);
  assertEquals(heatLegend({ ...scale, domain: [2, 2] }).length, 1);
});
