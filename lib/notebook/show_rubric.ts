import { modelLabel } from "../figures/model_label.ts";
import { SEVEN_STEPS } from "../figures/palette.ts";
import { type Rubric, STRATEGIES } from "../study/rubric.ts";
import { foldText } from "./fold.ts";
import { type Html, markup } from "./html.ts";
import { View } from "./view.ts";
import { oneLine } from "./visible_text.ts";

/**
 * Shows a rubric: the seven steps of both spectra, from 6 (favors the value) to 0 (opposes it).
 *
 * @param values The names of the two values.
 *
 * @example
 * ```ts
 * import { assert } from "@std/assert";
 * import { STRATEGIES } from "../study/rubric.ts";
 * import { showRubric } from "./show_rubric.ts";
 *
 * const spectrum = Object.fromEntries(STRATEGIES.map((s) => [s, `It does ${s}.`])) as never;
 * const view = showRubric({ scenario: "s1", judge: "o3", value1: spectrum, value2: spectrum });
 * assert(view.html.includes("strong favor"));
 * ```
 */
export function showRubric(rubric: Rubric, values?: readonly [string, string]): View {
  return new View(
    markup`<h4>Rubric of ${oneLine(rubric.scenario, 80)}</h4>${rubricBody(rubric, values)}`,
    [...STRATEGIES].reverse().map((strategy, i) =>
      `${6 - i} ${strategy}: ${oneLine(rubric.value1[strategy], 120)} | ${
        oneLine(rubric.value2[strategy], 120)
      }`
    ).join("\n"),
  );
}

/** The rubric as HTML, to stand in a larger display. */
export function rubricBody(rubric: Rubric, values?: readonly [string, string]): Html {
  const [name1, name2] = values ?? ["value 1", "value 2"];
  const rows = STRATEGIES.map((strategy, step) =>
    markup`
      <tr>
        <td
          class="fl-number"><span style="border-left:6px solid ${
      SEVEN_STEPS[
        step
      ]
    };padding-left:6px">${step}</span></td>
        <td style="text-align:left">${strategy.replace("_", " ")}</td>
        <td style="text-align:left">${foldText(rubric.value1[strategy])}</td>
        <td style="text-align:left">${foldText(rubric.value2[strategy])}</td>
      </tr>
    `
  ).reverse();
  return markup`
    <table>
      <thead>
        <tr>
          <th></th>
          <th style="text-align:left">step</th>
          <th style="text-align:left">${oneLine(name1, 80)}</th>
          <th style="text-align:left">${oneLine(name2, 80)}</th>
        </tr>
      </thead>
      <tbody>${rows}</tbody>
    </table>
    <div class="fl-faint">written by ${modelLabel(oneLine(rubric.judge, 60))}</div>
  `;
}
