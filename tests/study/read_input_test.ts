import { assertEquals, assertThrows } from "@std/assert";
import { z } from "zod";
import { InputError } from "../../lib/study/input_error.ts";
import { readInput } from "../../lib/study/read_input.ts";

const schema = z.strictObject({ panel: z.array(z.strictObject({ key: z.string() })).min(1) });
const faultOf = (value: unknown, where?: Parameters<typeof readInput>[2]) =>
  assertThrows(() => readInput(schema, value, where), InputError) as InputError;

Deno.test("readInput() names the path of the fault, after the field that it is told", () => {
  assertEquals(faultOf({ panel: [{ key: 1 }] }, { file: "f.json" }).where, {
    file: "f.json",
    field: "panel[0].key",
  });
  assertEquals(faultOf({ panel: [] }, { row: 2, field: "study" }).where, {
    row: 2,
    field: "study.panel",
  });
});

Deno.test("readInput() names the first unknown field, and no field for the whole", () => {
  assertEquals(faultOf({ panel: [{ key: "a", kee: 1, x: 2 }] }).where.field, "panel[0].kee");
  assertEquals(faultOf(3, { file: "f.json" }).where, { file: "f.json" });
});

Deno.test("readInput() tells a misspelt field by the name that is there, not by the one that is missing", () => {
  const { where, message } = faultOf({ pannel: [] }, { file: "f.json" });
  assertEquals(where.field, "pannel");
  assertEquals(message.endsWith('did you mean "panel"?'), true, message);
  assertEquals(faultOf({ colour: [] }).where.field, "panel");
  assertEquals(faultOf({ panel: [{ kay: "a" }], x: 1 }).where.field, "panel[0].kay");
});

Deno.test("readInput() keeps zod's error as its cause, and gives what fits", () => {
  assertEquals(faultOf({}).cause instanceof z.ZodError, true);
  assertEquals(readInput(schema, { panel: [{ key: "a" }] }), { panel: [{ key: "a" }] });
});
