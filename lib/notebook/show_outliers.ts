import { modelLabel } from "../figures/model_label.ts";
import type { OutlierFlag } from "../analysis/outliers.ts";
import { expectOptions } from "../study/expect_options.ts";
import type { Response } from "../study/response.ts";
import type { Nudge, Query, Scenario } from "../study/scenario.ts";
import { count, foldText, shownText } from "./fold.ts";
import { type Html, markup } from "./html.ts";
import { position, type Standing } from "./show_responses.ts";
import { inTellingOrder, type TellingOutlier, tellingOutliers } from "./telling_outliers.ts";
import { LARGEST_OUTPUT, View } from "./view.ts";
import { oneLine } from "./visible_text.ts";

/** What the outlier explorer is made from. */
export interface OutlierInput {
  /** One flag per query and model; what is not flagged is left aside. */
  readonly flags: readonly OutlierFlag[];
  /** How many outliers each model has in all, where `flags` are only those of the queries that can be shown. */
  readonly counts?: ReadonlyMap<string, number>;
  readonly scenarios: readonly Scenario[];
  readonly responses?: readonly Response[];
  /** Topics of each query, by its id. */
  readonly topics?: ReadonlyMap<string, readonly string[]>;
}

/** How the outlier explorer is shown. */
export interface OutlierOptions {
  /** The most outliers that are kept; the total is told. @default {200} */
  readonly most?: number;
}

/** So many outliers are shown unless told. */
export const MOST_SHOWN = 200;

interface Case {
  readonly flag: OutlierFlag;
  readonly query: Query;
  readonly values: readonly [string, string];
  readonly topics: readonly string[];
  readonly response: Response | undefined;
  readonly others: readonly Standing[];
}

/**
 * The outlier explorer: the responses that stand alone, those that differ from most others first and of these the
 * farthest, to be filtered by model, value, topic and nudge within the saved output, with no kernel running. Where
 * there are more than it can hold, models take turns with their most telling ones, and the totals are told.
 *
 * @throws {RangeError} For a flag of a query that no scenario has.
 *
 * @example
 * ```ts
 * import { assert } from "@std/assert";
 * import { showOutliers } from "./show_outliers.ts";
 *
 * assert(showOutliers({ flags: [], scenarios: [] }).text === "0 outliers");
 * ```
 */
export function showOutliers(input: OutlierInput, options: OutlierOptions = {}): View {
  expectOptions(options, { most: true }, "showOutliers");
  const { most = MOST_SHOWN } = options;
  const { chosen, counts: counted } = tellingOutliers(outlierQueries(input.flags), most);
  const counts = input.counts ?? counted;
  const makeCase = caseMaker(input);
  let room = LARGEST_OUTPUT * 0.7;
  const bodies = new Map<TellingOutlier, Html>();
  for (const outlier of chosen) {
    const body = caseBody(makeCase(outlier));
    room -= byteLength(body.markup);
    if (room < 0) break;
    bodies.set(outlier, body);
  }
  const shown = inTellingOrder([...bodies.keys()]);
  const kept = shown.map(makeCase);
  const models = kept.map((item) => item.flag.model);
  const choices: readonly Choice[] = [
    choice("model", models, (key) => modelLabel(oneLine(key, 60)), counts),
    choice("value", kept.flatMap((item) => outlierValues(item))),
    choice("topic", kept.flatMap((item) => item.topics)),
    choice("nudge", kept.map((item) => item.query.nudge), (nudge) => nudge),
  ];
  const all = [...counts.values()].reduce((sum, n) => sum + n, 0);
  const total = `${count(all)} outlier${all === 1 ? "" : "s"}`;
  const left = kept.length < all &&
    ` (${count(kept.length)} of ${total} are kept here, each model's most telling)`;
  return new View(
    markup`
      <h4>Outliers</h4>
      <p class="fl-untrusted"><em>Where scripts run, lists stand here by which to filter these cases: in JupyterLab once the notebook is trusted (View, Activate Command Palette, Trust Notebook) or its cells are run, in VS Code, and in an exported page. Every case stands below, to be opened.</em></p>
      <div class="fl-filters" data-choices="${
      JSON.stringify(choices)
    }"><span><span class="fl-shown">${String(kept.length)}</span> shown${
      left && markup`<span class="fl-faint">${left}</span>`
    }</span></div>
      <div class="fl-scroll" style="padding:0 8px">${
      shown.map((outlier) => bodies.get(outlier))
    }</div>
    `,
    [
      kept.length < all ? `${total}, here ${count(kept.length)}` : total,
      ...kept.slice(0, 20).map(caseLine),
    ].join(
      "\n",
    ),
  );
}

/** The flags of each query that has an outlier. */
function outlierQueries(flags: readonly OutlierFlag[]): Iterable<OutlierFlag[]> {
  const queries = new Map<string, OutlierFlag[]>();
  for (const { query, outlier } of flags) if (outlier === true) queries.set(query, []);
  for (const flag of flags) queries.get(flag.query)?.push(flag);
  return queries.values();
}

/** Puts an outlier beside its query, its topics and what was said. */
function caseMaker(
  { scenarios, responses = [], topics }: OutlierInput,
): (outlier: TellingOutlier) => Case {
  const queries = new Map(
    scenarios.flatMap((scenario) => scenario.queries.map((q) => [q.id, { q, scenario }])),
  );
  const said = new Map(responses.map((r) => [`${r.query}\n${r.model}`, r]));
  return ({ flag, others }) => {
    const found = queries.get(flag.query);
    if (!found) {
      throw new RangeError(`Expected a scenario with the query ${flag.query} but found none`);
    }
    const { value1, value2 } = found.scenario.pair;
    return {
      flag,
      query: found.q,
      values: [value1.name, value2.name],
      topics: topics?.get(flag.query) ?? [],
      response: said.get(`${flag.query}\n${flag.model}`),
      others,
    };
  };
}

/** What it takes in UTF-8: the kernel sends bytes. */
function byteLength(text: string): number {
  return new TextEncoder().encode(text).length;
}

/** The values on which it stands alone. */
function outlierValues({ flag, values }: Case): string[] {
  return values.filter((_, i) => i === 0 ? flag.outlier1 : flag.outlier2);
}

/** What to filter by and its entries, each with the words that are shown; the page's script makes a list of it. */
type Choice = readonly [name: string, entries: readonly (readonly [key: string, words: string])[]];

function choice(
  name: string,
  all: readonly string[],
  label = (key: string) => oneLine(key, 80),
  totals: ReadonlyMap<string, number> = new Map(),
): Choice {
  const counts = Map.groupBy(all, (key) => key);
  const keys = [...counts.keys()].sort();
  return [
    name,
    keys.map((key) => {
      const shown = counts.get(key)!.length;
      const all = totals.get(key) ?? shown;
      return [key, `${label(key)} (${shown}${all > shown ? ` of ${count(all)}` : ""})`];
    }),
  ];
}

function caseBody(item: Case): Html {
  const { flag, query, values, topics, response, others } = item;
  const keys = (list: readonly string[]) => JSON.stringify(list);
  return markup`
    <details class="fl-case" data-model="${keys([flag.model])}" data-value="${
    keys(
      outlierValues(item),
    )
  }" data-topic="${keys(topics)}"
      data-nudge="${keys([query.nudge])}">
      <summary><b>${modelLabel(oneLine(flag.model, 60))}</b> ${
    standings(
      item,
    )
  } <span dir="auto">${oneLine(query.text, 140)}</span></summary>
      <div>${shownText(query.text)}<div class="fl-faint">${
    nudgeWords(
      query.nudge,
    )
  }${
    topics.length > 0 &&
    markup`; ${topics.map((topic) => oneLine(topic, 60)).join(", ")}`
  }</div>${
    response &&
    markup`<div><span class="fl-chip">${modelLabel(oneLine(flag.model, 60))}</span>${
      response.outcome !== "answered" && markup`
            <span class="fl-mark">${response.outcome}</span>
          `
    }${foldText(response.text ?? response.detail ?? "", 800)}</div>`
  }<div class="fl-faint">the others, ${oneLine(values[0], 60)}/${
    oneLine(
      values[1],
      60,
    )
  }: ${
    others.map((other) =>
      `${modelLabel(oneLine(other.model, 60))} ${position(other.value1)}/${position(other.value2)}`
    ).join(", ")
  }</div></div>
    </details>
  `;
}

/** The positions on the values where it stands alone. */
function standings(item: Case): Html {
  const { flag, values, others } = item;
  const numbers = [
    {
      alone: flag.outlier1,
      name: values[0],
      own: flag.value1,
      differs: flag.differs1,
      key: "value1" as const,
    },
    {
      alone: flag.outlier2,
      name: values[1],
      own: flag.value2,
      differs: flag.differs2,
      key: "value2" as const,
    },
  ].filter(({ alone }) => alone);
  return markup`${
    numbers.map(({ name, own, differs, key }, i) =>
      markup`${i > 0 && ", "}<span class="fl-chip">${oneLine(name, 60)} ${
        position(own)
      }</span> <span class="fl-faint">(differs from ${String(differs ?? 0)} of ${
        String(others.filter((other) => other[key] !== null).length)
      } others)</span>`
    )
  }:`;
}

function nudgeWords(nudge: Nudge): string {
  return nudge === "neutral"
    ? "neutral query"
    : `query nudged to ${nudge.replace("value", "value ")}`;
}

function caseLine(item: Case): string {
  const { flag, query } = item;
  return `${modelLabel(oneLine(flag.model, 60))}  ${position(flag.value1)}/${
    position(flag.value2)
  }  ${oneLine(query.text, 100)}`;
}
