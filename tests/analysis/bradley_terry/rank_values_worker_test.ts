import { assertEquals } from "@std/assert";
import { inWorkers } from "../../../lib/analysis/bootstrap/shares.ts";
import {
  comparisonSet,
  type RankTask,
  type ValueRanking,
} from "../../../lib/analysis/bradley_terry/mod.ts";
import { rankHere } from "../../../lib/analysis/bradley_terry/rank_here.ts";
import { planted } from "./planted.ts";

Deno.test("the worker of value rankings gives the bits that rankHere() gives", async () => {
  const values = comparisonSet(planted("worker", 20, 300));
  const task: RankTask = { values, ranked: values, splits: 3, replicates: 4 };
  const found = await inWorkers<RankTask[], ValueRanking[]>(
    [[task], [task, task]],
    import.meta.resolve("../../../lib/analysis/bradley_terry/rank_values_worker.ts"),
    () => {
      throw new Error("Expected the worker to do it");
    },
  );
  assertEquals(found, [await rankHere([task]), await rankHere([task, task])]);
});
