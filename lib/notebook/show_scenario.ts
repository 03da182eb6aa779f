import { modelLabel } from "../figures/model_label.ts";
import type { Response } from "../study/response.ts";
import type { Rubric } from "../study/rubric.ts";
import type { Nudge, Query, Scenario } from "../study/scenario.ts";
import { shownText } from "./fold.ts";
import { type Html, markup } from "./html.ts";
import { rubricBody } from "./show_rubric.ts";
import { responsesBody, responsesInOrder, type Standing } from "./show_responses.ts";
import { View } from "./view.ts";
import { oneLine } from "./visible_text.ts";

/** What a study knows of a scenario; whatever is there is shown. Rows of other queries are left aside. */
export interface ScenarioOptions {
  readonly responses?: readonly Response[];
  readonly positions?: readonly (Standing & { readonly query: string })[];
  readonly rubric?: Rubric | null | undefined;
  /** The value whose positions the responses are sorted by. @default {"value1"} */
  readonly by?: "value1" | "value2";
  /** Marks of responses, by model, for a query. */
  readonly marks?: (query: string) => ReadonlyMap<string, string>;
}

const NUDGE_WORDS: Readonly<Record<Nudge, string>> = {
  neutral: "neutral",
  value1: "nudged to value 1",
  value2: "nudged to value 2",
};

/**
 * Shows a scenario: its two values, its queries, and for each query all models side by side, sorted by position.
 *
 * @example
 * ```ts
 * import { assert } from "@std/assert";
 * import { showScenario } from "./show_scenario.ts";
 *
 * const value = (name: string) => ({ name, category: "Care", domain: "Social" });
 * const view = showScenario({
 *   id: "s1",
 *   pair: { id: "p1", value1: value("Candour"), value2: value("Kindness") },
 *   generator: "o3",
 *   queries: [{ id: "s1/neutral", scenario: "s1", nudge: "neutral", text: "How do I tell her?" }],
 * });
 * assert(view.text.includes("Candour against Kindness"));
 * ```
 */
export function showScenario(scenario: Scenario, options: ScenarioOptions = {}): View {
  const { value1, value2 } = scenario.pair;
  const values = [value1.name, value2.name] as const;
  const title = `${oneLine(value1.name, 80)} against ${oneLine(value2.name, 80)}`;
  const written = `${oneLine(scenario.id, 60)}, written by ${
    modelLabel(oneLine(scenario.generator, 60))
  }`;
  // The first query with responses stands open.
  const asked = new Set(options.responses?.map(({ query }) => query));
  const first = scenario.queries.find(({ id }) => asked.has(id))?.id;
  return new View(
    markup`
      <h4>${title}</h4><div
        class="fl-faint">${written}; ${oneLine(value1.category, 60)} and ${
      oneLine(
        value2.category,
        60,
      )
    }</div>${
      scenario.queries.map((query) => queryBody(query, values, options, query.id === first))
    }${
      options.rubric &&
      markup`<details class="fl-fold"><summary>Rubric</summary>${
        rubricBody(options.rubric, values)
      }</details>`
    }
    `,
    [
      `${title} (${written})`,
      ...scenario.queries.map((query) => `${query.nudge}: ${oneLine(query.text, 300)}`),
    ].join("\n"),
  );
}

function queryBody(
  query: Query,
  values: readonly [string, string],
  { responses = [], positions = [], by, marks }: ScenarioOptions,
  open: boolean,
): Html {
  const shown = {
    positions: positions.filter((row) => row.query === query.id),
    values,
    ...(by === undefined ? {} : { by }),
    ...(marks === undefined ? {} : { marks: marks(query.id) }),
  };
  const answers = responsesInOrder(
    responses.filter((response) => response.query === query.id && response.sample === 0),
    shown,
  );
  const body = markup`<b class="fl-chip">${NUDGE_WORDS[query.nudge]}</b>${shownText(query.text)}`;
  if (answers.length === 0) return markup`<div>${body}</div>`;
  return markup`<div>${body}<details class="fl-fold"${
    open && markup`
      open
    `
  }><summary>${answers.length} responses, from low to high on ${
    oneLine(values[by === "value2" ? 1 : 0], 60)
  }</summary>${responsesBody(answers, shown)}</details></div>`;
}
