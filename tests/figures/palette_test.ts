import { assert, assertEquals } from "@std/assert";
import { PROVIDER_COLORS, providerColors, providerLabel } from "../../lib/figures/palette.ts";

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
