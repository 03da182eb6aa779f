import { assertEquals } from "@std/assert";
import fc from "fast-check";
import { Partition } from "../../lib/pipeline/partition.ts";

Deno.test("Partition gives the groups of Map.groupBy(), one at a time, with each row's index", () => {
  fc.assert(fc.property(fc.array(fc.constantFrom("a", "b", "c")), (models) => {
    const rows = models.map((model, i) => ({ model, i }));
    const parts = new Partition(rows, (row) => row.model);
    const groups = Map.groupBy(rows, (row) => row.model);
    assertEquals(parts.keys, [...groups.keys()]);
    for (const [key, own] of groups) {
      assertEquals(parts.of(key), own);
      assertEquals(parts.of(key, (row, index) => row.i === index), own.map(() => true));
    }
    assertEquals(parts.of("none"), []);
  }));
});
