import { assert, assertEquals } from "@std/assert";
import { parseHTML } from "linkedom";
import { showClause } from "../../lib/notebook/show_clause.ts";
import { parseSpec } from "../../lib/spec/parse.ts";
import { HOSTILE_TEXTS } from "../browser/hostile.ts";

Deno.test("showClause() shows title, id, authority and text as they stand in the spec", () => {
  const spec = parseSpec("# Be kind {#be_kind authority=user}\n\nWrite **kindly**.\n");
  const view = showClause(spec.clauses[0]!);
  const { document } = parseHTML(view.html);
  assertEquals(document.querySelector("h4")!.textContent, "Be kind");
  assertEquals(document.querySelector(".fl-text")!.textContent, "Write **kindly**.");
  assert(view.text.startsWith("Be kind (#be_kind, user, lines 1 to 3)"), view.text);
});

Deno.test("showClause() carries no markup of the spec out", () => {
  for (const hostile of HOSTILE_TEXTS) {
    const clause = parseSpec(`# T {#t}\n\ntext\n`).clauses[0]!;
    const example = {
      title: hostile,
      text: hostile,
      language: null,
      turns: [],
      lines: clause.lines,
    };
    const view = showClause({ ...clause, title: hostile, text: hostile, examples: [example] });
    const { document } = parseHTML(view.html);
    assertEquals(document.querySelectorAll("img, iframe, a, h1, svg").length, 0);
  }
});
