import { modelLabel } from "../figures/model_label.ts";
import type { StudyConfig } from "../study/config.ts";
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
  readonly responses: readonly { readonly model: string; readonly outcome: Outcome }[];
  readonly positions: readonly { readonly outcome: Outcome }[];
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
  const placed = countOutcomes(study.positions.map((row) => row.outcome)).answered;
  const facts: [string, string][] = [
    ["scenarios", count(study.scenarios.length)],
    ["queries asked", count(study.queries.length)],
    ["models", count(config.panel.length)],
    ["positions", `${count(placed)} of ${count(study.positions.length)}`],
    ["queries of high disagreement", count(study.high.length)],
  ];
  const byModel = Map.groupBy(study.responses, (response) => response.model);
  const rows = config.panel.map(({ key }) => ({
    label: modelLabel(oneLine(key, 60)),
    counts: countOutcomes((byModel.get(key) ?? []).map((response) => response.outcome)),
  }));
  return new View(
    markup`
      <h4>${title}</h4>
      <div>${
      facts.map(([name, number]) =>
        markup`
          <span class="fl-chip">${number} ${name}</span>
        `
      )
    }</div>
      <table class="fl-sortable">
        <thead>
          <tr><th tabindex="0">model</th>${
      OUTCOMES.map((outcome) => markup`<th class="fl-number" tabindex="0">${outcome}</th>`)
    }</tr>
        </thead>
        <tbody>${
      rows.map(({ label, counts }) =>
        markup`<tr><td>${label}</td>${
          OUTCOMES.map((outcome) =>
            markup`<td class="fl-number" data-n="${counts[outcome]}">${count(counts[outcome])}</td>`
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
