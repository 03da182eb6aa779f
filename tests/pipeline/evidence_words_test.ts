import { assert, assertEquals } from "@std/assert";
import { readVerdicts } from "../../lib/scoring/judge_compliance.ts";
import { diagnose } from "../../lib/spec/diagnosis.ts";
import { categoryTopic } from "../../lib/spec/silence.ts";
import { simulatedRun } from "./simulated_run.ts";

Deno.test("evidenceWords() makes the diagnosis that whole verdicts make, and reads few of them", async () => {
  const { run, source } = await simulatedRun();
  const { spec, verdicts, diagnosis } = run.compliance!;
  const whole = await Array.fromAsync(readVerdicts(source, verdicts));
  const disagreement = new Map(
    run.queryRows.flatMap((row) =>
      row.disagreement === null ? [] : [[row.query, row.disagreement]]
    ),
  );
  const expected = diagnose(
    { spec, verdicts: whole, disagreement, positions: run.positionRows.slice() },
    { topicOf: categoryTopic(run.pairs), high: run.config.highDisagreement },
  );
  assertEquals(diagnosis, expected);
  const words = diagnosis.findings.flatMap(({ evidence }) => evidence.flatMap((one) => one.words));
  assert(words.length > 0 && words.every(({ reasoning }) => reasoning !== null));
  assert(verdicts.every(({ reasoning }) => reasoning === null));
});
