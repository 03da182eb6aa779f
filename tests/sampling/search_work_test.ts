import { assert, assertAlmostEquals, assertEquals } from "@std/assert";
import { SearchWork } from "../../lib/sampling/search_work.ts";
import { depthCost, lastCost, tileCost } from "../../lib/sampling/width_plan.ts";

Deno.test("SearchWork adds up what was done, and what it cost at the widths of then", () => {
  const work = new SearchWork(false);
  const done = { pairs: 100, compared: 10, measured: 2 };
  work.count({ width: 16, depth: 64, dimensions: 128 }, done);
  work.count({ width: 64, depth: 64, dimensions: 128 }, done);
  const { pairs, compared, measured, multiplyAdds } = work.report();
  assertEquals([pairs, compared, measured], [200, 20, 4]);
  // In depth only where the depth is more than the width.
  assertEquals(multiplyAdds, 100 * 16 + 10 * 64 + 100 * 64);
  assertAlmostEquals(
    work.spent,
    100 * 80 * tileCost + 2 * 2 * lastCost(128, false) + 10 * depthCost(64),
  );
});

Deno.test("SearchWork counts a read for each row that lies on disk", () => {
  const spent = (onDisk: boolean) => {
    const work = new SearchWork(onDisk);
    work.count({ width: 0, depth: 0, dimensions: 8 }, { pairs: 5, compared: 0, measured: 5 });
    return work.spent;
  };
  assert(spent(true) > 10 * spent(false));
});

Deno.test("SearchWork.time() adds to a part and gives the time to go on from", () => {
  const work = new SearchWork(false);
  const from = performance.now() - 5;
  const now = work.time("pick", from);
  work.time("pick", now);
  const { pick, select } = work.report().milliseconds;
  assert(now >= from + 5 && pick >= 5 && pick < 1_000);
  assertEquals(select, 0);
});
