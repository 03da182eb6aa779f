import { assertEquals } from "@std/assert";
import { InputError } from "../../lib/study/input_error.ts";

Deno.test("InputError names file, row and field before the sentence", () => {
  const error = new InputError("Expected a number", { file: "a.csv", row: 3, field: "rank" });
  assertEquals(error.message, "a.csv, row 3, rank: Expected a number");
});

Deno.test("InputError without a place is the sentence alone", () => {
  assertEquals(new InputError("Expected a number").message, "Expected a number");
});
