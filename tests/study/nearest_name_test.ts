import { assertEquals } from "@std/assert";
import fc from "fast-check";
import { nearestName } from "../../lib/study/nearest_name.ts";

Deno.test("nearestName() finds what was meant in spite of case, a missing, a doubled or another letter", () => {
  const names = ["panel", "pairs", "seed", "rubricJudge"];
  const meant = ["pannel", "Pairs", "sed", "rubricjudge", "rubric_judge", "penal"];
  assertEquals(meant.map((word) => nearestName(word, names)), [
    "panel",
    "pairs",
    "seed",
    "rubricJudge",
    "rubricJudge",
    "panel",
  ]);
});

Deno.test("nearestName() names nothing that is as far as another word", () => {
  assertEquals(nearestName("temperature", ["key", "provider", "model"]), undefined);
  assertEquals(nearestName("", ["a"]), undefined);
  assertEquals(nearestName("ab", ["cd"]), undefined);
  assertEquals(nearestName("x".repeat(1e6), ["x"]), undefined);
});

Deno.test("nearestName() finds a name itself", () => {
  fc.assert(
    fc.property(fc.array(fc.stringMatching(/^[a-z]{1,20}$/), { minLength: 1 }), (names) => {
      for (const name of names) assertEquals(nearestName(name, names), name);
    }),
  );
});
