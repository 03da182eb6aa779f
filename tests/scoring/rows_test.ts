import { assert, assertEquals } from "@std/assert";
import fc from "fast-check";
import { chunksOf, LazyRows, MappedRows, outcomesOf, type Rows } from "../../lib/scoring/rows.ts";

class Listed extends LazyRows<number> {
  constructor(readonly list: readonly number[]) {
    super();
  }

  get length() {
    return this.list.length;
  }

  protected row(index: number) {
    return this.list[index]!;
  }
}

Deno.test("LazyRows reads as an array of the same rows reads", () => {
  const looks: ((rows: Rows<number>, n: number) => unknown)[] = [
    (rows) => rows.length,
    (rows, n) => rows.at(n),
    (rows) => [...rows],
    (rows, n) => rows.map((x, i) => x * n + i),
    (rows) => rows.flatMap((x, i) => x % 2 === 0 ? [x, i] : x),
    (rows, n) => rows.filter((x, i) => x + i > n),
    (rows, n) => rows.find((x) => x === n),
    (rows, n) => rows.some((x) => x === n),
    (rows, n) => rows.every((x) => x >= n),
    (rows, n) => rows.slice(n),
    (rows, n) => rows.slice(-3, n),
    (rows) => rows.slice(),
  ];
  fc.assert(fc.property(
    fc.array(fc.integer({ min: -5, max: 5 }), { maxLength: 12 }),
    fc.integer({ min: -15, max: 15 }),
    (list, n) => {
      for (const look of looks) assertEquals(look(new Listed(list), n), look(list, n));
    },
  ));
});

Deno.test("MappedRows makes a row when it is looked at, each time anew", () => {
  let made = 0;
  const rows = new MappedRows([1, 2, 3], (x) => {
    made++;
    return { x };
  });
  assertEquals(rows.length, 3);
  assertEquals(made, 0);
  assertEquals(rows.at(2), { x: 3 });
  assertEquals(made, 1);
  assert(rows.at(2) !== rows.at(2));
});

Deno.test("chunksOf() loses nothing and holds no more than a chunk", () => {
  assertEquals([...chunksOf([1, 2, 3, 4, 5], 2)], [[1, 2], [3, 4], [5]]);
  assertEquals([...chunksOf([1, 2], 2)], [[1, 2]]);
  assertEquals([...chunksOf([], 2)], []);
});

Deno.test("outcomesOf() gives the outcome of each row", () => {
  assertEquals([...outcomesOf([{ outcome: "failed" }, { outcome: "answered" }])], [
    "failed",
    "answered",
  ]);
});
