import { assertEquals, assertStringIncludes } from "@std/assert";
import { drawAll } from "../../lib/pipeline/drawing.ts";
import { judgeDrawings } from "../../lib/pipeline/judge_drawings.ts";
import { complianceRows } from "../../lib/scoring/compliance_rows.ts";
import { VerdictRows } from "../../lib/scoring/verdict_rows.ts";
import { simulatedRun } from "./simulated_run.ts";

const NAMES = ["problematic", "compliance", "noncompliance_bins", "judge_agreement"];

Deno.test("judgeDrawings() draws who keeps to the spec and how far the judges agree", async () => {
  const { run } = await simulatedRun();
  const { figures } = drawAll(judgeDrawings(run, { simulated: true }));
  assertEquals([...figures.keys()], NAMES);
  // A claim that a panel's numbers need not bear out is no title of theirs.
  for (const figure of figures.values()) assertEquals(figure.title.includes("points to"), false);
});

Deno.test("judgeDrawings() counts the queries on which every model complies as the verdicts have them", async () => {
  const { run } = await simulatedRun();
  const rows = [
    ...Map.groupBy(
      complianceRows([...run.compliance!.verdicts].map((v) => ({
        ...v,
        reasoning: null,
        clauses: [],
      }))),
      (row) => row.query,
    ).values(),
  ]
    .filter((own) => own.every((row) => row.problematic !== null && row.undecided === 0));
  const share = rows.filter((own) => own.every((row) => !row.problematic)).length / rows.length;
  const { figures } = drawAll(judgeDrawings(run, {}));
  assertStringIncludes(
    figures.get("compliance")!.alt,
    `every model complies: ${(share * 100).toFixed(1)} %`,
  );
});

Deno.test("judgeDrawings() says what is lacking without a spec, and with one judge", async () => {
  const { run } = await simulatedRun();
  const none = drawAll(judgeDrawings({ ...run, compliance: null }, {}));
  assertEquals(none.lacking.map(({ name }) => name), NAMES);
  const verdicts = run.compliance!.verdicts.filter(({ judge }) => judge === "judge_o");
  const one = {
    ...run,
    compliance: { ...run.compliance!, verdicts: verdicts as unknown as VerdictRows },
  };
  const { lacking } = drawAll(judgeDrawings(one, {}));
  assertEquals(lacking.map(({ name }) => name), ["judge_agreement"]);
});
