import { assert, assertEquals } from "@std/assert";
import { gapUnderEdit } from "../../lib/pipeline/gap_under_edit.ts";
import { simulatedRun } from "./simulated_run.ts";

Deno.test("gapUnderEdit() tells the share of cases on each set, under either spec, and leaves out an empty set", async () => {
  const { run } = await simulatedRun();
  const { spec, verdicts, diagnosis } = run.compliance!;
  const [finding] = diagnosis.findings;
  const all = [...new Set([...verdicts].map(({ query }) => query))];
  const [shown, ...rest] = finding!.queries;
  const side = { responses: run.responses, positions: run.positions, verdicts };
  const repair = {
    ...{ before: spec, after: spec, clauses: finding!.clauses, models: [] },
    split: { touched: all, heldOut: [shown!], untouched: rest },
    ...{ underBefore: side, underAfter: side },
  };
  const [touched, heldOut] = gapUnderEdit(run, finding!, repair);
  assertEquals(touched!.set, "touched");
  assertEquals(touched!.before, finding!.score);
  assertEquals(touched!.after, finding!.score);
  assertEquals(heldOut!.set, "heldOut");
  assert(heldOut!.before.n > 0 && heldOut!.before.n <= finding!.score.n);
  const empty = { ...repair, split: { touched: all, heldOut: [], untouched: [] } };
  assertEquals(gapUnderEdit(run, finding!, empty).map(({ set }) => set), ["touched"]);
});
