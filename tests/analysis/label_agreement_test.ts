import { assertAlmostEquals, assertEquals } from "@std/assert";
import {
  biasByProvider,
  labelAgreement,
  refusalRatings,
} from "../../lib/analysis/label_agreement.ts";
import { labelTable, scoreTable } from "./label_tables.ts";

const table = labelTable({
  q1: { "a/x": "AA", "b/y": "AA" },
  q2: { "a/x": "EE", "b/y": "ED" },
  q3: { "a/x": "AE", "b/y": "DD" },
  q4: { "a/x": "A-", "b/y": "FA" },
});

Deno.test("labelAgreement() of labels and of refusals, by counts made by hand", () => {
  const rows = labelAgreement(table);
  const of = (on: string, measure: string) =>
    rows.find((row) => row.on === on && row.measure === measure)!;
  assertEquals(of("labels", "raw agreement").n, 6);
  assertAlmostEquals(of("labels", "raw agreement").estimate, 4 / 6);
  assertAlmostEquals(of("refusal", "raw agreement").estimate, 5 / 6);
  // Of 8 responses with any label, 4 are answers, 3 refusals and 1 is half of each.
  const chance = (4.5 / 8) ** 2 + (3.5 / 8) ** 2;
  assertAlmostEquals(of("refusal", "Fleiss' kappa").estimate, (5 / 6 - chance) / (1 - chance));
  assertEquals(rows.map((row) => row.measure).filter((m) => m.startsWith("alpha")), [
    "alpha (nominal)",
    "alpha (ordinal)",
    "alpha (nominal)",
  ]);
});

Deno.test("labelAgreement() of scores is by alpha alone", () => {
  const rows = labelAgreement(
    scoreTable({ q1: { "a/x": "11" }, q2: { "a/x": "22" }, q3: { "a/x": "12" } }),
  );
  assertEquals(rows.map(({ measure }) => measure), ["alpha (interval)", "alpha (ordinal)"]);
  assertAlmostEquals(rows[0]!.estimate, 4 / 9);
});

Deno.test("refusalRatings() leave out what the provider withheld", () => {
  const { categories, codes } = refusalRatings(labelTable({ q1: { "a/x": "FD", "b/y": "AE" } }));
  assertEquals(categories, ["answer", "refusal"]);
  assertEquals([...codes], [-1, 1, 0, 1]);
});

Deno.test("biasByProvider() shows a judge that spares one provider", () => {
  const lenient = Object.fromEntries(
    Array.from({ length: 8 }, (_, i) => [`q${i}`, { "a/x": "EE", "b/y": i < 6 ? "EA" : "AA" }]),
  );
  const rows = biasByProvider(labelTable(lenient));
  const of = (provider: string, judge: string) =>
    rows.find((row) => row.provider === provider && row.rater === judge)!;
  assertEquals(rows.length, 4);
  assertEquals(of("a", "j2").difference, 0);
  assertAlmostEquals(of("b", "j2").difference, -0.75);
  assertEquals(of("b", "j2").high < 0, true);
});
