import { assertEquals, assertThrows } from "@std/assert";
import fc from "fast-check";
import { KeyColumn, Names, OutcomeColumn, SmallColumn } from "../../lib/scoring/columns.ts";
import { OUTCOMES } from "../../lib/study/outcome.ts";

Deno.test("KeyColumn gives back every key that was set, and null elsewhere", () => {
  const key = fc.uint8Array({ minLength: 32, maxLength: 32 })
    .map((bytes) => bytes.toHex()).filter((hex) => /[^0]/.test(hex));
  fc.assert(fc.property(fc.array(fc.option(key), { minLength: 1, maxLength: 9 }), (keys) => {
    const column = new KeyColumn(keys.length);
    keys.forEach((k, i) => k !== null && column.set(i, k));
    assertEquals(keys.map((_, i) => column.get(i)), keys);
  }));
});

Deno.test("KeyColumn refuses what is no key", () => {
  for (const wrong of ["", "k1", "0F".repeat(32), "0f".repeat(31), "0g".repeat(32)]) {
    assertThrows(() => new KeyColumn(1).set(0, wrong), TypeError, "64 digits");
  }
});

Deno.test("OutcomeColumn holds each of the outcomes, and not_run until one is set", () => {
  const column = new OutcomeColumn(OUTCOMES.length + 1);
  OUTCOMES.forEach((outcome, i) => column.set(i, outcome));
  assertEquals([...column], [...OUTCOMES, "not_run"]);
  assertEquals(column.get(0), OUTCOMES[0]);
});

Deno.test("SmallColumn tells 0 from null", () => {
  const column = new SmallColumn(4);
  column.set(0, 0);
  column.set(1, 254);
  column.set(2, 6);
  column.set(2, null);
  assertEquals([0, 1, 2, 3].map((i) => column.get(i)), [0, 254, null, null]);
});

Deno.test("Names numbers texts by first appearance", () => {
  const names = new Names();
  assertEquals(["b", "a", "b", ""].map((name) => names.number(name)), [0, 1, 0, 2]);
  assertEquals(names.all, ["b", "a", ""]);
});
