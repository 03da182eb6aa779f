import { assert, assertEquals, assertRejects } from "@std/assert";
import { mendHere, repairHere } from "../../lib/notebook/repair_here.ts";
import { runHere } from "../../lib/notebook/run_here.ts";
import { repairTable } from "../../lib/pipeline/repair_table.ts";
import { simulatedConfig } from "../../lib/pipeline/simulated_config.ts";
import { InputError } from "../../lib/study/input_error.ts";
import { withSmallRun } from "./small_run.ts";

Deno.test("repairHere() and mendHere() try edits in a study's folder, and cost nothing the second time", async () => {
  const folder = await Deno.makeTempDir();
  try {
    const { run } = await runHere(folder, simulatedConfig(folder, { pairs: 40 }));
    const { diagnosis, spec } = run.compliance!;
    const finding = diagnosis.findings[0]!;
    const first = await mendHere(run, folder, finding, { narrow: true });
    assert(first.repair !== null && first.proposal.edits.length > 0);
    const second = await mendHere(run, folder, finding, { narrow: true });
    assertEquals(repairTable(second.repair!).objects(), repairTable(first.repair).objects());

    const clause = spec.clauses.find(({ id }) => id === finding.clauses[0])!;
    const edit = { kind: "amend" as const, clause: clause.id, text: clause.text };
    const same = await repairHere(run, folder, edit, { narrow: true, finding });
    const { runs, asked } = JSON.parse(await Deno.readTextFile(`${folder}/manifest.json`));
    assertEquals(runs.map(({ end }: { end: string }) => end), Array(4).fill("finished"));
    assert(asked.some(({ stage }: { stage: string }) => stage === "repair"), "what a mend asked");
    // An edit that changes no word changes no answer.
    for (const row of repairTable(same).objects() as { change: number }[]) {
      assertEquals(row.change, 0);
    }
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
});

Deno.test("repairHere() names a clause that the spec does not have", () =>
  withSmallRun(1, async ({ run }, folder) => {
    const edit = { kind: "amend" as const, clause: "no_such_clause", text: "x" };
    const error = await assertRejects(() => repairHere(run, folder, edit), InputError);
    assert(error.message.includes("no_such_clause"), error.message);
  }));
