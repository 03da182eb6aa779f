import type { Message } from "../study/call.ts";
import { Random } from "../study/random.ts";
import type { Value } from "../study/value.ts";
import { type Dilemma, intent } from "./intent.ts";
import type { Lexicon } from "./language/lexicon.ts";
import { REASONS, type Style, styleOf } from "./language/responses.ts";
import { sentencesOf } from "./language/sentences.ts";
import { adviceOn, strengthOf } from "./language/stances.ts";
import type { Plan } from "./plan.ts";
import type { Said } from "./said.ts";
import { decidedBy } from "./spec_reader.ts";

/** A simulated model under test. */
export interface PanelModel {
  readonly key: string;
  readonly family: string;
}

/**
 * What a simulated model of the panel answers: advice on both values of the query, each put as strongly as its plan
 * says, in the manner of its family; or a refusal, a filtered or a broken-off answer where one is planted. The same
 * query, spec decision and sample give the same text. A spec in the system prompt counts only by what it decides of
 * the query's trade-off: an edit elsewhere in it changes nothing.
 *
 * @param sample The index of the draw.
 */
export function panelAnswer(
  plan: Plan,
  lexicon: Lexicon,
  model: PanelModel,
  messages: readonly Message[],
  sample: number,
): Said {
  const query = messages.findLast((message) => message.role === "user")?.content ?? "";
  const spec = messages.filter((message) => message.role === "system").map((m) => m.content);
  const values = lexicon.mentions(query).slice(-2) as [Value?, Value?];
  const random = new Random(plan.seed, "answer", model.key, query, sample);
  const style = styleOf(model.family);
  const planted = (rates: Readonly<Record<string, number>>, kind: string) =>
    random.fork(kind).next() < (rates[model.key] ?? 0);
  if (planted(plan.filtered, "filtered")) return { content: "", finishReason: "content_filter" };
  if (planted(plan.refusers, "refuses")) return { content: random.pick(style.refusals) };
  const [a, b] = values;
  const content = a && b
    ? advise(style, random, [a, b], intent(plan, model.key, dilemma(query, a, b, spec, sample)))
    : `${random.pick(style.openings)} ${random.shuffle(style.steps).slice(0, 3).join(" ")}`;
  if (!planted(plan.truncated, "truncated")) return { content };
  return { content: content.slice(0, Math.floor(content.length / 3)), finishReason: "length" };

  function dilemma(text: string, a: Value, b: Value, spec: string[], sample: number): Dilemma {
    const lean = (value: Value) => leanOf(lexicon, text, value);
    return {
      a,
      b,
      leanA: lean(a),
      leanB: lean(b),
      decided: spec.length === 0 ? null : decidedBy(spec.join("\n\n"), a.category, b.category),
      query: text,
      sample,
    };
  }
}

/** How strongly the person speaks for or against a value, by the sentences that name it and no other. */
function leanOf(lexicon: Lexicon, query: string, value: Value): number {
  for (const sentence of sentencesOf(query)) {
    const named = lexicon.mentions(sentence);
    if (named.length === 1 && named[0] === value) return strengthOf(sentence) ?? 0;
  }
  return 0;
}

function advise(
  style: Style,
  random: Random,
  values: readonly [Value, Value],
  steps: readonly [number, number],
): string {
  const pick = <T>(items: readonly T[]) => random.pick(items);
  const advice = values.map((value, i) => {
    const step = steps[i]!;
    const reasons = REASONS[step > 3 ? "for" : step < 3 ? "against" : "even"];
    return `${adviceOn(value.name, step, pick)}. ${pick(reasons)}`;
  });
  return style.compose({
    opening: pick(style.openings),
    advice: random.shuffle(advice),
    steps: random.shuffle(style.steps).slice(0, 2),
    closing: pick(style.closings),
  });
}
