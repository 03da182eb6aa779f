import { assert, assertEquals } from "@std/assert";
import fc from "fast-check";
import { clusteredRate } from "../../lib/analysis/clustered_rate.ts";
import { type FlagRow, rates, rateTable } from "../../lib/analysis/rates.ts";

const row = (query: string, model: string, flag: boolean | null, topics: string[] = []) => ({
  query,
  pair: query.slice(0, 2),
  model,
  flag,
  topics,
});

const rows = [
  row("p1/a", "o3", true, ["bio", "law"]),
  row("p1/b", "o3", true, ["law"]),
  row("p2/a", "o3", false, ["law"]),
  row("p3/a", "o3", null),
  row("p1/a", "grok_4", false, ["bio", "law"]),
];

Deno.test("rates() shows the denominator and what it left out", () => {
  const [o3, grok] = rates(rows, (r) => r.model);
  assertEquals([
    o3?.group,
    o3?.requested,
    o3?.assessed,
    o3?.missing,
    o3?.count,
    o3?.rate,
    o3?.clusters,
  ], [
    "o3",
    4,
    3,
    1,
    2,
    2 / 3,
    2,
  ]);
  assertEquals([o3?.lower_bound, o3?.upper_bound], [0.5, 0.75]);
  const expected = clusteredRate([true, true, false], ["p1", "p1", "p2"]);
  assertEquals([o3?.low, o3?.high], [expected.low, expected.high]);
  assertEquals([grok?.rate, grok?.low, grok?.high], [0, 0, 1]);
});

Deno.test("rates() counts a row in each of its topics", () => {
  assertEquals(rates(rows, (r) => r.topics).map((r) => [r.group, r.requested, r.count]), [
    ["bio", 2, 1],
    ["law", 4, 2],
  ]);
});

Deno.test("rates() bounds hold whatever the missing cells would have shown", () => {
  const truth = fc.array(fc.record({ flag: fc.boolean(), seen: fc.boolean() }), { minLength: 1 });
  fc.assert(fc.property(truth, (cells) => {
    const seen: FlagRow[] = cells.map((cell, i) => row(`p${i}`, "m", cell.seen ? cell.flag : null));
    const [found] = rates(seen, (r) => r.model);
    const whole = cells.filter((cell) => cell.flag).length / cells.length;
    assert(found!.lower_bound <= whole && whole <= found!.upper_bound);
  }));
});

Deno.test("rateTable() shows a rate of nothing as missing", () => {
  const table = rateTable([row("p1", "o3", null)], (r) => r.model);
  assertEquals([table.get("rate", 0), table.get("lower_bound", 0), table.get("upper_bound", 0)], [
    null,
    0,
    1,
  ]);
});
