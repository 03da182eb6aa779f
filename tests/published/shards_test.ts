import { assertEquals, assertThrows } from "@std/assert";
import { shardsOf } from "../../lib/published/shards.ts";
import { InputError } from "../../lib/study/input_error.ts";

const names = [
  "b-00001-of-00002.parquet",
  "b-00000-of-00002.parquet",
  "c-00000-of-00001.parquet",
  "b.csv",
];

Deno.test("shardsOf() finds the shards of one split in order", () => {
  assertEquals(shardsOf(names, "b", "f"), ["b-00000-of-00002.parquet", "b-00001-of-00002.parquet"]);
  assertEquals(shardsOf(names, "d", "f"), []);
});

Deno.test("shardsOf() refuses a set with a gap, and two sets", () => {
  assertThrows(
    () => shardsOf(names.slice(0, 1), "b", "f"),
    InputError,
    "f: Expected all 2 shards but found no b-00000-of-00002",
  );
  assertThrows(
    () => shardsOf([...names, "b-00002-of-00003.parquet"], "b", "f"),
    InputError,
    "sets of 2 and 3",
  );
});
