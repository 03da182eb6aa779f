import { showClause } from "../../lib/notebook/show_clause.ts";
import { showLanes } from "../../lib/notebook/show_lanes.ts";
import { showResponses } from "../../lib/notebook/show_responses.ts";
import { showRubric } from "../../lib/notebook/show_rubric.ts";
import { showStudy } from "../../lib/notebook/show_study.ts";
import { showText } from "../../lib/notebook/show_text.ts";
import { notebookProgress } from "../../lib/notebook/progress.ts";
import type { View } from "../../lib/notebook/view.ts";
import { parseSpec } from "../../lib/spec/parse.ts";
import { type Spectrum, STRATEGIES } from "../../lib/study/rubric.ts";
import { progressOf } from "../notebook/progress_of.ts";
import { smallStudy } from "../notebook/small_study.ts";
import { HOSTILE_TEXTS, hostileScenarios } from "./hostile.ts";

/** The displays besides tables, scenarios and outliers, hostile texts wherever one can stand. */
export async function hostileViews(): Promise<View[]> {
  const at = (i: number) => HOSTILE_TEXTS[i % HOSTILE_TEXTS.length]!;
  const spectrum = (first: number) =>
    Object.fromEntries(STRATEGIES.map((s, i) => [s, at(first + i)])) as Spectrum;
  const rubric = { scenario: at(0), judge: at(1), value1: spectrum(0), value2: spectrum(7) };
  const clause = parseSpec("# T {#t}\n\ntext\n").clauses[0]!;
  const clauses = HOSTILE_TEXTS.map((text, i) => {
    const turn = { role: at(i + 1), text, label: null, note: null, comparison: null };
    const example = { title: text, text, language: null, turns: [turn], lines: clause.lines };
    return showClause({
      ...clause,
      id: at(i + 2),
      title: text,
      authority: text,
      text,
      examples: [example],
    });
  });
  const { responses, positions } = hostileScenarios();
  const study = smallStudy();
  const progress: View[] = [];
  const reporter = notebookProgress({ show: (view) => Promise.resolve(void progress.push(view)) });
  for (const text of HOSTILE_TEXTS) {
    reporter.note(text);
    const lane = { provider: text, inFlight: 0, limit: 1, pausedSeconds: 9 };
    reporter.finish(progressOf({ label: text, done: 1, lanes: [lane] }));
  }
  await reporter.settled();
  return [
    showRubric(rubric, [at(2), at(3)]),
    ...clauses,
    showResponses(responses.slice(0, 12), { positions, values: [at(4), at(5)] }),
    showStudy({ ...study, config: { ...study.config, name: HOSTILE_TEXTS.slice(0, 9).join(" ") } }),
    showLanes(
      HOSTILE_TEXTS.map((provider) => ({ provider, inFlight: 0, limit: 1, pausedSeconds: 0 })),
    ),
    ...HOSTILE_TEXTS.map((text) => showText(text)),
    ...progress,
  ];
}
