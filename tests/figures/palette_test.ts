import { assert, assertEquals } from "@std/assert";
import { heatLegend } from "../../lib/figures/heat_map.ts";
import {
  PROVIDER_COLORS,
  providerColors,
  providerLabel,
  SEVEN_STEPS,
} from "../../lib/figures/palette.ts";

Deno.test("providerColors() gives the four providers their fixed colours", () => {
  assertEquals(Object.fromEntries(providerColors(Object.keys(PROVIDER_COLORS))), {
    ...PROVIDER_COLORS,
  });
});

Deno.test("providerColors() gives other providers the same colours in any order", () => {
  const one = providerColors(["zeta", "openai", "alpha"]);
  const two = providerColors(["alpha", "zeta"]);
  assertEquals(one.get("alpha"), two.get("alpha"));
  assertEquals(one.get("zeta"), two.get("zeta"));
  assert(one.get("alpha") !== one.get("zeta"));
});

Deno.test("providerLabel() keeps an unknown key", () => {
  assertEquals(["google", "local"].map(providerLabel), ["Google", "local"]);
});

Deno.test("SEVEN_STEPS runs in the direction of the heat maps: orange opposes, blue favors", () => {
  const { colors } = {
    colors: heatLegend({
      ...{ xDomain: [], yDomain: [], domain: [0, 6] as const, format: String },
      scheme: "diverging",
    }).map(({ color }) => color),
  };
  const blue = (hex: string) => parseInt(hex.slice(5), 16) > parseInt(hex.slice(1, 3), 16);
  assertEquals([SEVEN_STEPS[0]!, SEVEN_STEPS[6]!].map(blue), [false, true]);
  assertEquals([colors[0]!, colors.at(-1)!].map(blue), [false, true]);
});
