import { modelLabel } from "../figures/model_label.ts";
import { NEUTRAL_COLOR, SEVEN_STEPS } from "../figures/palette.ts";
import { expectOptions } from "../study/expect_options.ts";
import type { Response } from "../study/response.ts";
import { lines } from "./fold.ts";
import { Html, markup } from "./html.ts";
import { ownSentences, type Passage } from "./own_sentences.ts";
import { View } from "./view.ts";
import { cutText, oneLine, visibleText } from "./visible_text.ts";

/** Where a response stands, 0 to 6 on each value; null where it has no position. */
export interface Standing {
  readonly model: string;
  readonly value1: number | null;
  readonly value2: number | null;
}

/** What is shown beside the responses. */
export interface ResponsesOptions {
  /** The models' positions. */
  readonly positions?: readonly Standing[];
  /** The value whose positions the responses are sorted by. @default {"value1"} */
  readonly by?: "value1" | "value2";
  /** The names of the two values. */
  readonly values?: readonly [string, string];
  /** A mark for a model's response, such as the refusal that a judge found in its words. */
  readonly marks?: ReadonlyMap<string, string>;
}

/** No more than this much of one response is kept; with 12 models an output stays below 200 kB. */
const KEPT = 12_000;

/**
 * Shows the responses to one query side by side, all models in one row, sorted by their position on one value.
 * What is not an answer is marked with its outcome, and what only one model says is highlighted.
 *
 * @param responses One response per model to the same query.
 *
 * @example
 * ```ts
 * import { assert } from "@std/assert";
 * import { showResponses } from "./show_responses.ts";
 *
 * const response = { query: "q", sample: 0, outcome: "answered" as const, detail: null, key: null };
 * const view = showResponses(
 *   [{ ...response, model: "o3", text: "Yes." }, { ...response, model: "grok_4", text: "No." }],
 *   { positions: [{ model: "o3", value1: 5, value2: 1 }, { model: "grok_4", value1: 1, value2: 5 }] },
 * );
 * assert(view.text.indexOf("Grok") < view.text.indexOf("o3"));
 * ```
 */
export function showResponses(
  responses: readonly Response[],
  options: ResponsesOptions = {},
): View {
  const known = { positions: true, by: true, values: true, marks: true } as const;
  expectOptions(options, known, "showResponses");
  const answers = responsesInOrder(responses, options);
  return new View(
    responsesBody(answers, options),
    answers.map(({ response, standing, mark }) =>
      [
        modelLabel(oneLine(response.model, 60)),
        standing && `${position(standing.value1)}/${position(standing.value2)}`,
        mark && `[${oneLine(mark, 80)}]`,
        oneLine(response.text ?? "", 200),
      ].filter(Boolean).join("  ")
    ).join("\n"),
  );
}

interface Answer {
  readonly response: Response;
  readonly standing: Standing | undefined;
  readonly mark: string | undefined;
}

/** By position, those without one last. */
export function responsesInOrder(
  responses: readonly Response[],
  { positions = [], by = "value1", marks }: ResponsesOptions,
): Answer[] {
  const standings = new Map(positions.map((standing) => [standing.model, standing]));
  return responses.map((response) => ({
    response,
    standing: standings.get(response.model),
    mark: response.outcome === "answered" ? marks?.get(response.model) : outcomeMark(response),
  })).sort((a, b) => (a.standing?.[by] ?? Infinity) - (b.standing?.[by] ?? Infinity) || 0);
}

function outcomeMark({ outcome, detail }: Response): string {
  return detail ? `${outcome}: ${detail}` : outcome;
}

/** The responses as HTML, to stand in a larger display. */
export function responsesBody(answers: readonly Answer[], options: ResponsesOptions): Html {
  const [name1, name2] = options.values ?? ["value 1", "value 2"];
  const passages = ownSentences(
    answers.map(({ response }) => cutText(response.text ?? "", KEPT).head),
  );
  return markup`<div class="fl-answers">${
    answers.map(({ response, standing, mark }, i) => {
      const step = standing?.[options.by ?? "value1"];
      const color = step === null || step === undefined
        ? NEUTRAL_COLOR
        : SEVEN_STEPS[Math.round(step)];
      const left = cutText(response.text ?? "", KEPT).left;
      return markup`
        <div class="fl-answer${mark === undefined ? "" : " fl-marked"}"
          style="border-top-color:${color ?? NEUTRAL_COLOR}"><h4>${
        modelLabel(
          oneLine(response.model, 60),
        )
      }</h4>${
        standing !== undefined &&
        markup`<div class="fl-faint">${oneLine(name1, 60)} ${position(standing.value1)}, ${
          oneLine(name2, 60)
        } ${position(standing.value2)}</div>`
      }${
        mark !== undefined &&
        markup`<div><span class="fl-mark">${oneLine(mark, 120)}</span></div>`
      }<div class="fl-text" dir="auto">${
        passages[i]!.map(
          passage,
        )
      }</div>${
        left > 0 &&
        markup`<div class="fl-faint">${left} characters left out</div>`
      }</div>
      `;
    })
  }</div>`;
}

function passage({ text, own }: Passage): Html {
  const shown = lines(visibleText(text));
  return own ? markup`<mark class="fl-own">${shown}</mark>` : shown;
}

/** A position as it is read: whole, or with one decimal where it is a mean. */
export function position(value: number | null | undefined): string {
  if (value === null || value === undefined) return "–";
  return Number.isInteger(value) ? String(value) : value.toFixed(1);
}
