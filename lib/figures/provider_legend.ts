import { PROVIDER_COLORS, providerColors, providerLabel, PUBLISHED_COLOR } from "./palette.ts";
import type { LegendEntry } from "./render.ts";

/** Legend of the providers that occur, the four first and always in one order, and of the published marks if any. */
export function providerLegend(providers: Iterable<string>, published = false): LegendEntry[] {
  const colors = providerColors(providers);
  const known = Object.keys(PROVIDER_COLORS).filter((key) => colors.has(key));
  const others = [...colors.keys()].filter((key) => !known.includes(key)).sort();
  const entries = [...known, ...others].map((key): LegendEntry => ({
    label: providerLabel(key),
    color: colors.get(key) ?? "",
    shape: "dot",
  }));
  if (published) entries.push({ label: "published", color: PUBLISHED_COLOR, shape: "diamond" });
  return entries;
}
