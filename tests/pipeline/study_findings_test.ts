import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { analyseStudy, type StudyAnalysis } from "../../lib/pipeline/study_analysis.ts";
import { studyFindings } from "../../lib/pipeline/study_findings.ts";
import { simulatedRun } from "./simulated_run.ts";

Deno.test("studyFindings() says what was asked, counting every response", async () => {
  const { run } = await simulatedRun();
  const [asked] = studyFindings(run, analyseStudy(run));
  assertStringIncludes(
    asked!,
    `12 models were asked ${run.queries.length} queries of ${run.scenarios.length} scenarios: ${run.responses.length} responses`,
  );
  const answered = run.positions.filter(({ outcome }) => outcome === "answered").length;
  assertStringIncludes(
    asked!,
    `${answered} of ${run.positions.length} requested positions could be given`,
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

Deno.test("studyFindings() tells of no provider by a single value pair, nor beside one without positions", async () => {
  const { run } = await simulatedRun();
  const cell = (group: string, mean: number, clusters: number, n = 10) => ({
    group,
    category: "Care",
    mean,
    low: clusters < 2 ? NaN : mean - 1,
    high: clusters < 2 ? NaN : mean + 1,
    standard_error: NaN,
    n,
    missing: 0,
    clusters,
  });
  const furthest = (...familyProfiles: StudyAnalysis["familyProfiles"]) =>
    studyFindings(run, { ...analyseStudy(run), familyProfiles })
      .find((sentence) => sentence.startsWith("The provider furthest"));
  assertStringIncludes(
    furthest(cell("openai", 6, 1), cell("xai", 4, 2), cell("google", NaN, 0, 0))!,
    'is xAI: its models favor "Care" less than the mean of the providers by 1.00 of a position (its mean is 4.00, 3.00 to 5.00)',
  );
  assertEquals(furthest(cell("openai", 6, 1), cell("xai", 4, 1)), undefined);
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
