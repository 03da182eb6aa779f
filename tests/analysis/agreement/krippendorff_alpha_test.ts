import { assertAlmostEquals, assertEquals, assertThrows } from "@std/assert";
import {
  krippendorffAlpha,
  type Metric,
} from "../../../lib/analysis/agreement/krippendorff_alpha.ts";
import { vectors } from "../vectors.ts";
import { type AgreementCase, KRIPPENDORFF_2011, ratingsOfTable } from "./examples.ts";

const METRICS: Metric[] = ["nominal", "ordinal", "interval"];

Deno.test("krippendorffAlpha() of Krippendorff's (2011) example C is .743, .815 and .849", () => {
  const ratings = ratingsOfTable(KRIPPENDORFF_2011);
  assertEquals(METRICS.map((metric) => krippendorffAlpha(ratings, metric).estimate.toFixed(3)), [
    "0.743",
    "0.815",
    "0.849",
  ]);
});

Deno.test("krippendorffAlpha() agrees with the krippendorff package, with and without missing ratings", () => {
  for (const example of vectors<AgreementCase>("agreement")) {
    const ratings = ratingsOfTable(example.ratings, example.categories);
    for (const metric of METRICS) {
      assertAlmostEquals(
        krippendorffAlpha(ratings, metric).estimate,
        example[metric],
        1e-10,
        metric,
      );
    }
  }
});

Deno.test("krippendorffAlpha() leaves out units with one rating", () => {
  const ratings = ratingsOfTable(KRIPPENDORFF_2011);
  const without = ratingsOfTable(KRIPPENDORFF_2011.slice(0, 11));
  assertEquals(krippendorffAlpha(ratings, "interval").n, 11);
  assertAlmostEquals(
    krippendorffAlpha(ratings, "ordinal").estimate,
    krippendorffAlpha(without, "ordinal").estimate,
    1e-12,
  );
});

Deno.test("krippendorffAlpha() takes texts in their given order as ordinal, and not as numbers", () => {
  const texts = [["low", "low"], ["high", "middle"], ["middle", "middle"], ["low", "high"]];
  const order = ["low", "middle", "high"];
  const numbers = texts.map((row) => row.map((label) => order.indexOf(label)));
  assertAlmostEquals(
    krippendorffAlpha(ratingsOfTable(texts, order), "ordinal").estimate,
    krippendorffAlpha(ratingsOfTable(numbers), "ordinal").estimate,
    1e-12,
  );
  assertThrows(
    () => krippendorffAlpha(ratingsOfTable(texts), "interval"),
    TypeError,
    "Expected numbers",
  );
});
