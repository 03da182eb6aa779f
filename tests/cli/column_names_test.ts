import { assertEquals } from "@std/assert";
import { plainColumns } from "../../lib/cli/column_names.ts";

Deno.test("plainColumns() leaves plain names and all cells as they are, in order", () => {
  const row = {
    query: "s1/value1",
    quoteFound: null,
    value1_neutral: "x",
    "mental illness": false,
  };
  assertEquals(plainColumns({ a: [row], b: [] }), {
    a: [{ query: "s1/value1", quote_found: null, value1_neutral: "x", mental_illness: false }],
    b: [],
  });
});
