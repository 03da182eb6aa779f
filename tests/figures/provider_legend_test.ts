import { assertEquals } from "@std/assert";
import { providerColors } from "../../lib/figures/palette.ts";
import { providerLegend } from "../../lib/figures/provider_legend.ts";

Deno.test("providerLegend() names each provider once, in one order, in its colour of the marks", () => {
  const keys = ["zeta", "xai", "openai", "alpha", "xai"];
  const labels = (entries: ReturnType<typeof providerLegend>) => entries.map(({ label }) => label);
  const legend = providerLegend(keys);
  assertEquals(legend.length, 4);
  assertEquals(labels(legend), labels(providerLegend(keys.toReversed())));
  assertEquals(
    new Set(legend.map(({ color }) => color)),
    new Set(providerColors(keys).values()),
  );
});

Deno.test("providerLegend() has an entry for published marks where they are shown", () => {
  assertEquals(providerLegend(["xai"], true).at(-1)?.label, "published");
  assertEquals(providerLegend(["xai"]).length, 1);
});
