import { assertEquals, assertThrows } from "@std/assert";
import { scoreColumns } from "../../lib/published/columns.ts";
import { PUBLISHED_MODELS } from "../../lib/published/models.ts";
import { InputError } from "../../lib/study/input_error.ts";
import { COLUMNS } from "./dataset_layout.ts";

Deno.test("scoreColumns() knows every column of the dataset's layout, in any order", () => {
  for (const columns of [COLUMNS, COLUMNS.toReversed()]) {
    const found = scoreColumns(columns, PUBLISHED_MODELS, "f");
    assertEquals(found.models, PUBLISHED_MODELS);
    assertEquals([found.responses.length, found.optional.length, found.ignored], [12, 4, []]);
  }
});

Deno.test("scoreColumns() tells gpt_4_1 from gpt_4_1_mini", () => {
  const columns = [
    "value1",
    "value2",
    "nudge_direction",
    "query",
    "gpt_4_1_mini_value1_position",
    "gpt_4_1_mini_value2_position",
  ];
  assertEquals(scoreColumns(columns, PUBLISHED_MODELS, "f").models.map((m) => m.key), [
    "gpt_4_1_mini",
  ]);
});

Deno.test("scoreColumns() refuses responses of an unknown model", () => {
  assertThrows(
    () => scoreColumns([...COLUMNS, "response_gpt_9"], PUBLISHED_MODELS, "f"),
    InputError,
    'found "gpt_9"',
  );
});
