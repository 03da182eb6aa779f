import { analyseStudy, type StudyAnalysis } from "../pipeline/study_analysis.ts";
import { studyFindings } from "../pipeline/study_findings.ts";
import type { StudyRun } from "../pipeline/run_study.ts";
import { markup } from "./html.ts";
import { View } from "./view.ts";
import { oneLine } from "./visible_text.ts";

/** Shows what a study found as a list of sentences, each with its interval or denominator. */
export function showFindings(run: StudyRun, analysis: StudyAnalysis = analyseStudy(run)): View {
  const sentences = studyFindings(run, analysis).map((sentence) => oneLine(sentence, 1000));
  const simulated = run.config.simulated ? "Simulated: no real model was asked." : "";
  return new View(
    markup`${simulated && markup`<p><strong>${simulated}</strong></p>`}<ul>${
      sentences.map((sentence) => markup`<li>${sentence}</li>`)
    }</ul>`,
    [simulated, ...sentences.map((sentence) => `- ${sentence}`)].filter(Boolean).join("\n"),
  );
}
