import { assertEquals, assertThrows } from "@std/assert";
import { countsOf, ratingsOf } from "../../../lib/analysis/agreement/ratings.ts";

const rating = (unit: string, rater: string, label: string | number | null, pair = "p") => ({
  unit,
  pair,
  rater,
  label,
});

Deno.test("ratingsOf() makes a table with -1 for what is missing or null", () => {
  const ratings = ratingsOf([
    rating("u1", "a", "x"),
    rating("u2", "b", "y"),
    rating("u2", "a", null),
  ]);
  assertEquals(ratings.units, ["u1", "u2"]);
  assertEquals(ratings.raters, ["a", "b"]);
  assertEquals([...ratings.codes], [0, -1, -1, 1]);
  assertEquals([...countsOf(ratings, 1)], [0, 1]);
});

Deno.test("ratingsOf() sorts numbers as numbers, and keeps an order that is given", () => {
  assertEquals(ratingsOf([rating("u", "a", 10), rating("u", "b", 9)]).categories, [9, 10]);
  assertEquals(ratingsOf([rating("u", "a", "low")], ["low", "high"]).categories, ["low", "high"]);
});

Deno.test("ratingsOf() throws on a second rating, a second pair, an unknown label and mixed labels", () => {
  const first = rating("u", "a", "x");
  assertThrows(() => ratingsOf([first, first]), RangeError, "found two of u, a");
  assertThrows(() => ratingsOf([first, rating("u", "b", "x", "q")]), RangeError, "found p and q");
  assertThrows(() => ratingsOf([first], ["y", "z"]), RangeError, "among y, z but found x");
  assertThrows(() => ratingsOf([first, rating("u", "b", 1)]), RangeError, "found both");
});
