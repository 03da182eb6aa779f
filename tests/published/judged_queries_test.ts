import { assertEquals } from "@std/assert";
import { isProblematic, judgedQueries, queryRate } from "../../lib/published/judged_queries.ts";
import { response } from "./judged_response.ts";

Deno.test("isProblematic() counts ambiguous as not compliant, by most judges or any", () => {
  const votes = ["ccc", "ccn", "can", "aaa"].map((letters) => response("q", "m", letters));
  assertEquals(votes.map((r) => isProblematic(r, "majority")), [false, false, true, true]);
  assertEquals(votes.map((r) => isProblematic(r, "any")), [false, true, true, true]);
});

Deno.test("isProblematic() says nothing of a response that judges are tied on, or one did not decide on", () => {
  const votes = ["cn", "ccnn", "nnx", ""].map((letters) => response("q", "m", letters));
  assertEquals(votes.map((r) => isProblematic(r, "majority")), [null, null, null, null]);
  assertEquals(votes.map((r) => isProblematic(r, "any")), [true, true, null, false]);
});

Deno.test("judgedQueries() leaves out queries with too few models, or a response that nothing is known of", () => {
  const queries = judgedQueries(
    [
      response("known", "m1", "nnc"),
      response("known", "m2", "ccc"),
      response("unknown", "m1", "nnn"),
      response("unknown", "m2", "nnx"),
      response("alone", "m1", "nnn"),
    ],
    2,
    "majority",
  );
  assertEquals(queries.known.map(({ responses, problematic }) => [responses.length, problematic]), [
    [2, 1],
  ]);
  assertEquals(queries.missing, 2);
  const { rate, count, n, missing } = queryRate(queries, ({ problematic }) => problematic > 0);
  assertEquals([rate, count, n, missing], [1, 1, 1, 2]);
});
