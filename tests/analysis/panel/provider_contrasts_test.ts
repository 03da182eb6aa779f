import { assert, assertAlmostEquals, assertEquals, assertThrows } from "@std/assert";
import { providerContrasts } from "../../../lib/analysis/panel/provider_contrasts.ts";
import type { ProfileRow } from "../../../lib/analysis/value_profiles.ts";
import { Random } from "../../../lib/study/random.ts";

const providerOf = (model: string) => model[0]!;

/** Queries on Care against Law; provider a, of two models, stands `lean` higher on Care. */
function rows(queries: number, lean: number): ProfileRow[] {
  const random = new Random("contrasts", lean);
  return Array.from({ length: queries }, (_, q) => {
    const shared = random.normal();
    return ["a1", "a2", "b1", "c1"].map((model): ProfileRow => ({
      query: `q${q}`,
      pair: `p${Math.floor(q / 3)}`,
      model,
      value1: 3 + shared + (model[0] === "a" ? lean : 0) + random.normal(),
      value2: 3 + shared + random.normal(),
      category1: "Care",
      category2: "Law",
    }));
  }).flat();
}

Deno.test("providerContrasts() finds the planted lean, and only that", () => {
  const found = providerContrasts(rows(300, 1), providerOf);
  assertEquals(found.map((row) => `${row.provider} ${row.category}`), [
    "a Care",
    "a Law",
    "b Care",
    "b Law",
    "c Care",
    "c Law",
  ]);
  const [care] = found;
  assert(care!.low < 1 && 1 < care!.high && care!.p_bh < 1e-6);
  assert(found.filter((row) => row.category === "Law").every((row) => row.p_bh > 0.01));
});

Deno.test("providerContrasts() counts every other provider once, however many models it has", () => {
  const row = { query: "q", pair: "p", value2: null, category1: "Care", category2: "Law" };
  const found = providerContrasts(
    [[1, "a1"], [1, "a2"], [1, "a3"], [5, "b1"], [6, "c1"]].map(([value1, model]) => (
      { ...row, model: model as string, value1: value1 as number }
    )),
    providerOf,
  );
  const c = found.find((contrast) => contrast.provider === "c")!;
  assertAlmostEquals(c.difference, 6 - (1 + 5) / 2, 1e-12);
  assertEquals([c.n, c.clusters, c.p], [1, 1, NaN]);
});

Deno.test("providerContrasts() leaves out where a provider stands alone, and throws on a model twice", () => {
  const [row] = rows(1, 0);
  assertEquals(providerContrasts([row!], providerOf), []);
  assertThrows(
    () => providerContrasts([row!, row!], providerOf),
    RangeError,
    "found two of q0, a1",
  );
});
