import { assert, assertEquals, assertRejects } from "@std/assert";
import { runHere } from "../../lib/notebook/run_here.ts";
import { InputError } from "../../lib/study/input_error.ts";
import { withSmallRun } from "./small_run.ts";

Deno.test("runHere() makes and runs a study, and finds all in its journal the next time", () =>
  withSmallRun(2, async ({ run, stopped, spentUsd }, folder) => {
    assert(!stopped && spentUsd > 0);
    assertEquals(run.scenarios.length, 2);
    const again = await runHere(folder);
    assertEquals(again.spentUsd, 0);
    assertEquals(again.run.queries, run.queries);
  }));

Deno.test("runHere() listens for Stop only while it runs", async () => {
  const listeners: string[] = [];
  const { addSignalListener, removeSignalListener } = Deno;
  Deno.addSignalListener = (signal) => void listeners.push(`+${signal}`);
  Deno.removeSignalListener = (signal) => void listeners.push(`-${signal}`);
  try {
    await assertRejects(() => runHere("a folder that is not there"), InputError, "study.json");
  } finally {
    Object.assign(Deno, { addSignalListener, removeSignalListener });
  }
  assertEquals(listeners, ["+SIGINT", "-SIGINT"]);
});
