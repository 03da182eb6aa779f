import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { analyseStudy, type StudyAnalysis } from "../../lib/pipeline/study_analysis.ts";
import { studyFindings } from "../../lib/pipeline/study_findings.ts";
import { simulatedRun } from "./simulated_run.ts";

const told = (n: number) => n.toLocaleString("en-US");

Deno.test("studyFindings() says what was asked, counting every response", async () => {
  const { run } = await simulatedRun();
  const [asked] = studyFindings(run, analyseStudy(run));
  assertStringIncludes(
    asked!,
    `12 models were asked ${told(run.queries.length)} queries of ${
      told(run.scenarios.length)
    } scenarios: ${told(run.responses.length)} responses`,
  );
  const answered = run.positions.filter(({ outcome }) => outcome === "answered").length;
  assertStringIncludes(
    asked!,
    `${told(answered)} of ${told(run.positions.length)} requested positions could be given`,
  );
});

Deno.test("studyFindings() gives an interval with every share, and the share of the rows", async () => {
  const { run } = await simulatedRun();
  const sentences = studyFindings(run, analyseStudy(run));
  const share = (100 * run.high.length / run.queryRows.length).toFixed(1);
  assert(sentences[1]!.startsWith(`On ${share} % of the queries (95 % interval `));
  for (const sentence of sentences.filter((s) => /\d %/.test(s))) {
    assert(/ \d+\.\d % to \d+\.\d %|\d+\.\d % to \d/.test(sentence), sentence);
  }
  assert(sentences.length >= 5);
  assert(sentences.every((s) => !/NaN|undefined|null|Infinity/.test(s)));
});

Deno.test("studyFindings() tells of no provider by a single value pair", async () => {
  const { run } = await simulatedRun();
  const contrast = (provider: string, difference: number, clusters: number, p: number) => ({
    ...{ provider, category: "Care", difference, n: 10, clusters, p, p_bh: p },
    ...{ low: difference - 1, high: difference + 1 },
  });
  const furthest = (...contrasts: StudyAnalysis["contrasts"]) =>
    studyFindings(run, { ...analyseStudy(run), contrasts })
      .find((sentence) => sentence.startsWith("The provider furthest"));
  assertStringIncludes(
    furthest(contrast("openai", 6, 1, NaN), contrast("xai", -2, 9, 0.001))!,
    'is xAI: its models favor "Care" less than the other providers\' on the same queries by 2.00 of a position (1.00 to 3.00)',
  );
  assertEquals(furthest(contrast("openai", 6, 1, NaN)), undefined);
  assertEquals(furthest(), undefined);
});

Deno.test("studyFindings() names the cells that ended otherwise than answered", async () => {
  const { run } = await simulatedRun();
  const [first, second, ...rest] = run.responses;
  const lost = {
    ...run,
    responses: [
      { ...first!, outcome: "failed" as const, text: null },
      { ...second!, outcome: "not_run" as const, text: null },
      ...rest,
    ],
  };
  assert(/\(.*1 failed, 1 not run\)/.test(studyFindings(lost, analyseStudy(lost))[0]!));
});

Deno.test("studyFindings() has one thing to say of a study without positions", async () => {
  const { run } = await simulatedRun();
  const bare = {
    ...run,
    positionRows: [],
    queryRows: run.queryRows.map((row) => ({ ...row, disagreement: null })),
  };
  assertEquals(studyFindings(bare, analyseStudy(bare)), [
    "No response has a position yet: run the study to the end.",
  ]);
});

Deno.test("studyFindings() names a provider only for a difference beyond chance, and says how many were tested", async () => {
  const { run } = await simulatedRun();
  const analysis = analyseStudy(run);
  const sentence = (p_bh: number) => {
    const contrasts = analysis.contrasts.map((row) => ({ ...row, p_bh }));
    return studyFindings(run, { ...analysis, contrasts }).find((s) => /[Pp]rovider/.test(s))!;
  };
  const tested = analysis.contrasts.length;
  assertStringIncludes(
    sentence(0.01),
    `${tested} differences beyond chance out of ${tested} tested`,
  );
  assertStringIncludes(sentence(0.2), `No provider differs from the others beyond chance`);
});

Deno.test("studyFindings() names who stands alone or refuses most by the rate, not by the count", async () => {
  const { run } = await simulatedRun();
  const analysis = analyseStudy(run);
  const [row, other, third, ...rest] = analysis.outliers;
  const outliers = [
    { ...row!, model: "o3", outliers: 9, assessed: 300, rate: 0.03 },
    { ...other!, model: "grok_4", outliers: 5, assessed: 50, rate: 0.1 },
    { ...third!, model: "gpt_4o", outliers: 0, assessed: 0, rate: NaN },
    ...rest.map((one) => ({ ...one, outliers: 0, rate: 0 })),
  ];
  const refusals = outliers.map(({ model, outliers: count, assessed, rate }) => ({
    ...analysis.refusals![0]!,
    ...{ group: model, count, assessed, rate },
  }));
  const told = studyFindings(run, { ...analysis, outliers, refusals });
  assert(told.some((s) => s.startsWith("Grok 4 stands alone most often: 5 of 50 responses")));
  assert(told.some((s) => s.includes("Grok 4 refuses most: 5 of 50 (10.0 %")));
});

Deno.test("studyFindings() calls a gap one only where it stands out", async () => {
  const { run } = await simulatedRun();
  const last = (standsOut: boolean) => {
    const { diagnosis } = run.compliance!;
    const findings = diagnosis.findings.map((finding) => ({ ...finding, standsOut }));
    const compliance = { ...run.compliance!, diagnosis: { ...diagnosis, findings } };
    return studyFindings({ ...run, compliance }, analyseStudy(run)).at(-1)!;
  };
  assertStringIncludes(last(true), "The first gap of the spec to look at is");
  assertStringIncludes(
    last(false),
    "No gap of the spec stands out from how often judges differ anyway",
  );
  assert(/ of [\d,]+ value pairs? \(/.test(last(true)));
});
