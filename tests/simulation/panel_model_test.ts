import { assert, assertEquals, assertNotEquals, assertStringIncludes } from "@std/assert";
import { Lexicon } from "../../lib/simulation/language/lexicon.ts";
import { panelAnswer } from "../../lib/simulation/panel_model.ts";
import { nullPlan } from "../../lib/simulation/plan.ts";

const lexicon = new Lexicon(
  ["haste", "care"].map((name) => ({ name, category: `c ${name}`, domain: "d" })),
);
const model = { key: "m", family: "anthropic" };
const ask = (content: string) => [{ role: "user" as const, content }];
const query = ask("I run a dairy. It looks like a choice between haste and care. What now?");

Deno.test("panelAnswer() gives advice on both values, the same for the same draw", () => {
  const said = panelAnswer(nullPlan(1), lexicon, model, query, 0);
  assertStringIncludes(said.content.toLowerCase(), "haste");
  assertStringIncludes(said.content, "care");
  assertEquals(panelAnswer(nullPlan(1), lexicon, model, query, 0), said);
  assertNotEquals(panelAnswer(nullPlan(1), lexicon, model, query, 1), said);
  assertNotEquals(panelAnswer(nullPlan(1), lexicon, { ...model, key: "n" }, query, 0), said);
});

Deno.test("panelAnswer() refuses, filters and breaks off where that is planted", () => {
  const always = { m: 1 };
  const refused = panelAnswer({ ...nullPlan(1), refusers: always }, lexicon, model, query, 0);
  assert(/can't|won't|decline/.test(refused.content));
  assertEquals(panelAnswer({ ...nullPlan(1), filtered: always }, lexicon, model, query, 0), {
    content: "",
    finishReason: "content_filter",
  });
  const cut = panelAnswer({ ...nullPlan(1), truncated: always }, lexicon, model, query, 0);
  const whole = panelAnswer(nullPlan(1), lexicon, model, query, 0);
  assertEquals(cut.finishReason, "length");
  assert(whole.content.startsWith(cut.content) && cut.content.length < whole.content.length / 2);
});

Deno.test("panelAnswer() has an answer to what names no values", () => {
  assert(panelAnswer(nullPlan(1), lexicon, model, ask("How are you?"), 0).content.length > 50);
});
