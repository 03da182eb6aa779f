import { assertEquals, assertThrows } from "@std/assert";
import { queryIndex } from "../../lib/scoring/query_index.ts";
import { scenario } from "./fixtures.ts";

Deno.test("queryIndex() finds a query with its scenario", () => {
  const index = queryIndex([scenario], ["s1/value1"]);
  assertEquals(index.get("s1/value1"), { query: scenario.queries[1]!, scenario });
});

Deno.test("queryIndex() throws for a response to an unknown query", () => {
  assertThrows(() => queryIndex([scenario], ["s9/neutral"]), RangeError, '"s9/neutral"');
});
