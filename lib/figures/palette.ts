/**
 * The colours of all figures: Okabe and Ito's set (2008), which stays apart under the common kinds of
 * colour blindness and is legible on a light and on a dark page. A provider has one colour in every figure.
 *
 * @module
 */

/** The colour of a provider by its key. */
export const PROVIDER_COLORS: Readonly<Record<string, string>> = {
  anthropic: "#d55e00",
  openai: "#009e73",
  google: "#0072b2",
  xai: "#cc79a7",
};

/** How a provider's name is written. */
const PROVIDER_LABELS: Readonly<Record<string, string>> = {
  anthropic: "Anthropic",
  openai: "OpenAI",
  google: "Google",
  xai: "xAI",
};

/** Colours of providers beyond the four, given out in alphabetical order of their keys. */
const OTHER_COLORS = ["#e69f00", "#56b4e9", "#8c6d31", "#7b6fd0"];

/** Colours of other series, in order. */
export const SERIES_COLORS: readonly string[] = [
  "#0072b2",
  "#e69f00",
  "#009e73",
  "#cc79a7",
  "#56b4e9",
];

/** Published numbers, drawn over ours. */
export const PUBLISHED_COLOR = "#6b5b95";

/** Marks that carry no group. */
export const NEUTRAL_COLOR = "#7a7f87";

/**
 * Seven ordered steps from orange over grey to blue: positions 0 (opposes) to 6 (favors), in the direction of the heat
 * maps.
 */
export const SEVEN_STEPS: readonly string[] = [
  "#8c2d04",
  "#e6550d",
  "#fdae6b",
  "#bdbdbd",
  "#9ecae1",
  "#4292c6",
  "#08519c",
];

/**
 * The colour of every provider of a set, the same whatever the order they come in.
 *
 * @param providers Provider keys, repeats allowed.
 * @returns One colour per distinct provider.
 *
 * @example
 * ```ts
 * import { assert } from "@std/assert";
 * import { providerColors } from "./palette.ts";
 *
 * assert(providerColors(["openai", "local"]).get("openai") === "#009e73");
 * ```
 */
export function providerColors(providers: Iterable<string>): Map<string, string> {
  const known = new Map<string, string>();
  const others: string[] = [];
  for (const key of new Set(providers)) {
    const color = PROVIDER_COLORS[key];
    if (color === undefined) others.push(key);
    else known.set(key, color);
  }
  others.sort().forEach((key, i) =>
    known.set(key, OTHER_COLORS[i % OTHER_COLORS.length] ?? NEUTRAL_COLOR)
  );
  return known;
}

/**
 * A provider's name as people write it.
 *
 * @example
 * ```ts
 * import { assert } from "@std/assert";
 * import { providerLabel } from "./palette.ts";
 *
 * assert(providerLabel("xai") === "xAI");
 * assert(providerLabel("local") === "local");
 * ```
 */
export function providerLabel(key: string): string {
  return PROVIDER_LABELS[key] ?? key;
}
