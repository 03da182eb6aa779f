import { assert, assertEquals, assertGreaterOrEqual, assertStringIncludes } from "@std/assert";
import { join } from "node:path";
import { escapeText } from "../../lib/figures/escape.ts";
import { studyReport, writeStudyReport } from "../../lib/pipeline/study_report.ts";
import { loadFolder } from "../../lib/pipeline/run_folder.ts";
import { inFolder, runHere, simulatedRun } from "./simulated_run.ts";

const HOSTILE = `<img src=x onerror="alert(1)">&</td></svg><script>alert(2)</script>`;

Deno.test("studyReport() has at least 18 figures, each marked as simulated", async () => {
  const { run } = await simulatedRun();
  const { html, figures } = studyReport(run);
  const drawn = html.match(/<figure.*?<\/figure>/gs) ?? [];
  assertGreaterOrEqual(drawn.length, 18);
  const shown = new Set(drawn.map((figure) => /id="fig-(\w+)"/.exec(figure)![1]));
  assertEquals([...figures.keys()].filter((name) => !shown.has(name)), [], "in no section");
  for (const figure of drawn) assertStringIncludes(figure, "SIMULATED DATA");
  assertStringIncludes(html, "No real model was asked");
});

Deno.test("studyReport() needs nothing from elsewhere", async () => {
  const { run } = await simulatedRun();
  assert(!/(?:src|href)="(?!#)|<script|@import|url\((?!#)/.test(studyReport(run).html));
});

Deno.test("studyReport() gives the same bytes for the same study, also from the journal alone", () =>
  inFolder(async (folder) => {
    const { run } = await runHere(folder, 12);
    const { html } = studyReport(run);
    assert(studyReport(run).html === html);
    assert(studyReport(await loadFolder(folder)).html === html);
  }));

Deno.test("studyReport() shows hostile names and texts as text", async () => {
  const { run } = await simulatedRun();
  const category = run.high[0]!.category1;
  const spoilt = <T extends { readonly category1: string; readonly category2: string }>(
    row: T,
  ) => ({
    ...row,
    text: HOSTILE,
    value1: HOSTILE,
    category1: row.category1 === category ? HOSTILE : row.category1,
    category2: row.category2 === category ? HOSTILE : row.category2,
  });
  const [first, ...rest] = run.compliance!.diagnosis.findings;
  const { html } = studyReport({
    ...run,
    config: { ...run.config, name: HOSTILE },
    queryRows: run.queryRows.map(spoilt),
    high: run.high.map(spoilt),
    subset: { ...run.subset, rows: run.subset.rows.map(spoilt) },
    compliance: {
      ...run.compliance!,
      spec: {
        ...run.compliance!.spec,
        clauses: [
          ...run.compliance!.spec.clauses,
          { ...run.compliance!.spec.clauses[0]!, id: HOSTILE, title: HOSTILE, text: HOSTILE },
        ],
      },
      diagnosis: {
        ...run.compliance!.diagnosis,
        findings: [{
          ...first!,
          clauses: [HOSTILE],
          topic: HOSTILE,
          evidence: first!.evidence.map((one) => ({
            ...one,
            words: one.words.map((said) => ({
              ...said,
              judge: HOSTILE,
              reasoning: HOSTILE,
              clauses: [{ id: HOSTILE, quote: HOSTILE }],
            })),
          })),
        }, ...rest],
      },
    },
  });
  assertStringIncludes(html, "&lt;img src=x");
  assertGreaterOrEqual(html.match(/&lt;img src=x/g)!.length, 15);
  assert(!html.includes("<img") && !html.includes("<script"));
});

Deno.test("studyReport() tells the first gaps at length and each of the others once, numbered on", async () => {
  const { run } = await simulatedRun();
  const { html } = studyReport(run);
  const { spec, diagnosis } = run.compliance!;
  const cases = html.match(/<section class="fl-case">.*?<\/section>/gs)!;
  assertEquals(cases.length, Math.min(3, diagnosis.findings.length));
  for (const [i, told] of cases.entries()) {
    const finding = diagnosis.findings[i]!;
    for (const id of finding.clauses) {
      const { title, text } = spec.clauses.find((clause) => clause.id === id)!;
      assertStringIncludes(told, escapeText(title));
      assertStringIncludes(told, escapeText(text));
    }
    assertStringIncludes(told, "What to do: ");
    assertStringIncludes(told, escapeText(finding.evidence[0]!.words[0]!.reasoning!));
  }
  const numbers = [...html.matchAll(/<tr><td class="fl-number">(\d+)<\/td>/g)].map(([, n]) => +n!);
  const rest = Math.min(10, diagnosis.findings.length - cases.length);
  assertEquals(numbers, Array.from({ length: rest }, (_, i) => i + 4));
});

Deno.test("studyReport() says of every part what there is to see", async () => {
  const { run } = await simulatedRun();
  const { html } = studyReport(run);
  const parts = html.split(/<h2[^>]*>/).filter((part) => part.includes("<figure"));
  assertGreaterOrEqual(parts.length, 10);
  for (const part of parts) {
    assert(/^[^<]+<\/h2>\n<p>See [^<]+\.<\/p>/.test(part), part.slice(0, 200));
  }
});

Deno.test("studyReport() counts the outcomes of every stage to what was requested", async () => {
  const { run } = await simulatedRun();
  const { html } = studyReport(run);
  const row = (stage: string) => {
    const cells = html.match(new RegExp(`<td[^>]*>${stage}</td>(.*?)</tr>`, "s"))![1]!;
    return [...cells.matchAll(/<td[^>]*>([\d,]+)<\/td>/g)].map(([, number]) =>
      Number(number!.replaceAll(",", ""))
    );
  };
  const sum = (numbers: number[]) => numbers.reduce((a, b) => a + b, 0);
  assertEquals(sum(row("neutral queries")), run.pairs.length);
  assertEquals(sum(row("panel responses")), run.queries.length * 12);
  assertEquals(sum(row("positions")), run.queries.length * 12);
  assertEquals(sum(row("verdicts")), run.high.length * 12 * 3);
});

Deno.test("writeStudyReport() writes the page and every figure as SVG and PNG", () =>
  inFolder(async (folder) => {
    const { run } = await simulatedRun();
    const report = studyReport(run);
    const page = await writeStudyReport(report, join(folder, "out"));
    assertEquals(await Deno.readTextFile(page), report.html);
    const names = [...Deno.readDirSync(join(folder, "out", "figures"))].map((file) => file.name);
    assertEquals(
      names.toSorted(),
      [...report.figures.keys()].flatMap((name) => [`${name}.png`, `${name}.svg`]).toSorted(),
    );
    const png = await Deno.readFile(join(folder, "out", "figures", "outliers.png"));
    assertEquals([...png.subarray(1, 4)], [..."PNG"].map((letter) => letter.charCodeAt(0)));
  }));
