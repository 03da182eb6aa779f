import { providerColors, providerLabel, PUBLISHED_COLOR } from "./palette.ts";
import type { LegendEntry } from "./render.ts";

/** Legend of the providers that occur, in order of first appearance, and of the published marks if any. */
export function providerLegend(providers: Iterable<string>, published = false): LegendEntry[] {
  const colors = providerColors(providers);
  const entries = [...new Set(providers)].map((key): LegendEntry => ({
    label: providerLabel(key),
    color: colors.get(key) ?? "",
    shape: "dot",
  }));
  if (published) entries.push({ label: "published", color: PUBLISHED_COLOR, shape: "diamond" });
  return entries;
}
