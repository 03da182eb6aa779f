import { modelLabel } from "../figures/model_label.ts";
import type { StudyConfig } from "../study/config.ts";
import { outcomesOf, type Rows } from "../scoring/rows.ts";
import { countOutcomes, type Outcome, OUTCOMES } from "../study/outcome.ts";
import { count } from "./fold.ts";
import { markup } from "./html.ts";
import { View } from "./view.ts";
import { oneLine } from "./visible_text.ts";

/** What is told of a study: the parts of a study's run that are counted. */
export interface StudySummary {
  readonly config: StudyConfig;
  readonly scenarios: readonly unknown[];
  readonly queries: readonly unknown[];
  readonly responses: Iterable<{ readonly model: string; readonly outcome: Outcome }>;
  readonly positions: Rows<{ readonly outcome: Outcome }>;
  readonly high: readonly unknown[];
}

/**
 * Shows what a study holds: how many scenarios, queries and positions, and how every cell that was asked of each
 * model ended.
 *
 * @example
 * ```ts ignore
 * import { showStudy } from "./show_study.ts";
 *
 * showStudy(await runStudy(config, folder, engine));
 * ```
 */
export function showStudy(study: StudySummary): View {
  const { config } = study;
  const title = `${oneLine(config.name, 120)}${config.simulated ? " (simulated)" : ""}`;
  const placed = countOutcomes(outcomesOf(study.positions)).answered;
  const facts: [string, string][] = [
    ["scenarios", count(study.scenarios.length)],
    ["queries asked", count(study.queries.length)],
    ["models", count(config.panel.length)],
    ["positions", `${count(placed)} of ${count(study.positions.length)}`],
    ["queries of high disagreement", count(study.high.length)],
  ];
  const byModel = new Map(config.panel.map(({ key }) => [key, countOutcomes([])]));
  for (const { model, outcome } of study.responses) {
    const counts = byModel.get(model);
    if (counts) counts[outcome]++;
  }
  const rows = config.panel.map(({ key }) => ({
    label: modelLabel(oneLine(key, 60)),
    counts: byModel.get(key)!,
  }));
  return new View(
    markup`
      <h4>${title}</h4>
      <ul class="fl-chips">${
      facts.map(([name, number]) => markup`<li class="fl-chip">${number} ${name}</li>`)
    }</ul>
      <table class="fl-sortable">
        <thead>
          <tr><th style="text-align:left" tabindex="0">model</th>${
      OUTCOMES.map((outcome) => markup`<th class="fl-number" tabindex="0">${outcome}</th>`)
    }</tr>
        </thead>
        <tbody>${
      rows.map(({ label, counts }) =>
        markup`<tr><td class="fl-name" style="text-align:left">${label}</td>${
          OUTCOMES.map((outcome) =>
            markup`<td class="fl-number" align="right" data-n="${counts[outcome]}">${
              count(counts[outcome])
            }</td>`
          )
        }</tr>`
      )
    }</tbody>
      </table>
    `,
    [
      title,
      facts.map(([name, number]) => `${number} ${name}`).join(", "),
      ...rows.map(({ label, counts }) =>
        `${label}: ${
          OUTCOMES.filter((outcome) => counts[outcome] > 0).map((outcome) =>
            `${counts[outcome]} ${outcome}`
          ).join(", ") || "not asked"
        }`
      ),
    ].join("\n"),
  );
}
