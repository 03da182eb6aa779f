import { assert, assertStringIncludes, assertThrows } from "@std/assert";
import { noncomplianceBinsFigure } from "../../lib/figures/noncompliance_bins.ts";

const row = (vote: "majority" | "any", bin = "std_2.5_to_3.0") => ({
  bin,
  vote,
  rate: vote === "any" ? 0.5 : 0.1,
  low: 0,
  high: 1,
  n: 30,
});

Deno.test("noncomplianceBinsFigure() draws both votes with their bins and numbers", () => {
  const figure = noncomplianceBinsFigure([row("majority"), row("any")], { published: true });
  assertStringIncludes(figure.alt, "2.5 to 3.0, majority of judges: 10.0 %");
  assertStringIncludes(figure.alt, "2.5 to 3.0, any judge: 50.0 %");
  assertStringIncludes(figure.caption, "2.5 to 3.0 30");
  assertStringIncludes(figure.caption, "Diamonds: published");
});

Deno.test("noncomplianceBinsFigure() leaves out what is not asked for or not there", () => {
  const own = noncomplianceBinsFigure([row("any", "std_0.0_to_0.5")], { published: true });
  assert(!own.caption.includes("Diamonds") && !own.alt.includes("majority"));
  assert(!noncomplianceBinsFigure([row("any")]).caption.includes("Diamonds"));
  assertThrows(() => noncomplianceBinsFigure([]), RangeError);
});

Deno.test("noncomplianceBinsFigure() claims of a panel neither a provider of its own nor an effect", () => {
  const figure = noncomplianceBinsFigure([row("any")], { ofPanel: true });
  assertStringIncludes(figure.title, "How often no model complies, by disagreement");
  assert(!figure.svg().includes("provider"));
  assertStringIncludes(noncomplianceBinsFigure([row("any")]).svg(), "provider");
});
