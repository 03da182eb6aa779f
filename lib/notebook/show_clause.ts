import type { Clause } from "../spec/clause.ts";
import { foldText, shownText } from "./fold.ts";
import { markup } from "./html.ts";
import { View } from "./view.ts";
import { oneLine } from "./visible_text.ts";

/**
 * Shows a clause of a spec as it stands there: title, id, authority, text, and its examples folded. The text is
 * shown as it was written, its Markdown not carried out.
 *
 * @example
 * ```ts
 * import { assert } from "@std/assert";
 * import { parseSpec } from "../spec/parse.ts";
 * import { showClause } from "./show_clause.ts";
 *
 * const spec = parseSpec("# Be kind {#be_kind authority=user}\n\nWrite <b>kindly</b>.\n");
 * assert(showClause(spec.clauses[0]!).html.includes("&lt;b&gt;kindly"));
 * ```
 */
export function showClause(clause: Clause): View {
  const facts = [
    `#${oneLine(clause.id, 120)}`,
    clause.authority !== null && oneLine(clause.authority, 40),
    `lines ${clause.lines.start} to ${clause.lines.end}`,
  ].filter((fact) => fact !== false);
  return new View(
    markup`<h4>${oneLine(clause.title, 200)}</h4><div>${
      facts.map((fact) =>
        markup`
          <span class="fl-chip">${fact}</span>
        `
      )
    }</div>${clause.text.length > 3000 ? foldText(clause.text) : shownText(clause.text)}${
      clause.examples.map((example) =>
        markup`<details class="fl-fold"><summary>Example: ${oneLine(example.title, 160)}</summary>${
          example.turns.length > 0
            ? example.turns.map((turn) =>
              markup`<div><span class="fl-chip">${oneLine(turn.role, 40)}</span>${
                turn.label !== null && markup`
                  <span class="fl-mark">${turn.label}</span>
                `
              }${shownText(turn.text)}</div>`
            )
            : shownText(example.text)
        }</details>`
      )
    }`,
    `${oneLine(clause.title, 200)} (${facts.join(", ")})\n${oneLine(clause.text, 600)}`,
  );
}
