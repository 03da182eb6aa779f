import { assert, assertAlmostEquals, assertEquals } from "@std/assert";
import { studyNoise } from "../../lib/pipeline/study_noise.ts";

/** Two models that differ by 4 on value 1; each judging wavers by 1. */
function draws(queries: number, repeats: number) {
  return Array.from(
    { length: queries },
    (_, q) =>
      [0, 4].flatMap((at) =>
        Array.from({ length: repeats }, (_, repeat) => ({
          query: `q${q}`,
          model: `m${at}`,
          sample: 0,
          value1: at + repeat,
          value2: 3,
        }))
      ),
  ).flat();
}
const queries = (n: number) =>
  Array.from({ length: n }, (_, i) => ({ query: `q${i}`, pair: `p${i}` }));

Deno.test("studyNoise() tells what was seen, what noise shows and what is left", () => {
  const [seen, noise, left] = studyNoise(draws(5, 2), queries(5))!;
  assertEquals(seen!.mean, 2);
  assertEquals([seen!.n, seen!.above], [5, 1]);
  assert(noise!.mean > 0 && noise!.mean < 0.6);
  // The judge's variance of 0.5 is halved by two draws and again by two models.
  assertAlmostEquals(left!.mean, Math.sqrt(4 - 0.125));
});

Deno.test("studyNoise() has nothing to tell where nothing is repeated or nobody is beside another", () => {
  assertEquals(studyNoise(draws(5, 1), queries(5)), null);
  assertEquals(studyNoise([], []), null);
  const one = draws(5, 2).filter(({ model }) => model === "m0");
  assertEquals(studyNoise(one, queries(5)), null);
  const missing = draws(5, 2).map((draw) => ({ ...draw, value1: null }));
  assertEquals(studyNoise(missing, queries(5)), null);
});

Deno.test("studyNoise() looks at 2,000 queries at most, drawn from all and the same each time", () => {
  const [seen] = studyNoise(draws(4_001, 2), queries(4_001))!;
  assertEquals(seen!.n, 2_000);
  // Of three queries of a scenario the models part on the first alone, by 4.
  const apart = draws(6_000, 2).map((draw, i) =>
    Math.floor(i / 4) % 3 === 0 ? draw : { ...draw, value1: draw.value1 % 4 }
  );
  const rows = studyNoise(apart, queries(6_000))!;
  assert(Math.abs(rows[0]!.mean - 2 / 3) < 0.1, `${rows[0]!.mean}`);
  assertEquals(studyNoise(apart, queries(6_000)), rows);
});
