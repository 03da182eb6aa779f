import { assertEquals } from "@std/assert";
import fc from "fast-check";
import { repeatedField } from "../../lib/study/repeated_field.ts";

Deno.test("repeatedField() names the first field that comes twice in one object, by its path", () => {
  for (
    const [text, field] of [
      ['{"a": 1, "b": {"a": 2}, "c": [{"a": 3}, {"a": 4}]}', undefined],
      ['{"a": 1, "a": 1}', "a"],
      ['{"a": [1, [2, 3], {"b": {"c": 1,\n"d": 2, "c": 3}}]}', "a[2].b.c"],
      ['[{"x": "x", "y": "x"}, {"x": ":", "\\u0078": ","}]', "[1].x"],
      ['{"{\\"a\\": 1": "}", "b": "\\\\", "b": []}', "b"],
      ['"a"', undefined],
    ] as const
  ) assertEquals(repeatedField(text), field, text);
});

Deno.test("repeatedField() finds none in what JSON.stringify writes, however it is nested", () => {
  fc.assert(
    fc.property(fc.jsonValue(), fc.nat(2), (value, indent) => {
      assertEquals(repeatedField(JSON.stringify(value, null, indent)), undefined);
    }),
  );
});
