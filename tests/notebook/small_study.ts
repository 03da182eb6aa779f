import { parseStudyConfig } from "../../lib/study/config.ts";
import type { ShowableStudy } from "../../lib/notebook/show_themselves.ts";
import type { Rubric, Spectrum } from "../../lib/study/rubric.ts";
import { STRATEGIES } from "../../lib/study/rubric.ts";
import type { Response } from "../../lib/study/response.ts";
import type { Scenario } from "../../lib/study/scenario.ts";

const value = (name: string) => ({ name, category: "Care", domain: "Social" });

/** A scenario with two queries. */
export const scenario: Scenario = {
  id: "s1",
  pair: { id: "p1", value1: value("Candour"), value2: value("Kindness") },
  generator: "o3",
  queries: [
    { id: "s1/neutral", scenario: "s1", nudge: "neutral", text: "How do I tell her?" },
    { id: "s1/value1", scenario: "s1", nudge: "value1", text: "She wants the truth. How?" },
  ],
};

/** Four responses to the neutral query: two answers, a cut one and one that a filter withheld. */
export const responses: readonly Response[] = [
  answer("gpt_4_1", "answered", "Tell her plainly what happened yesterday.", null),
  answer("grok_4", "answered", "Say nothing.", null),
  answer("claude_opus_4", "truncated", "Begin with", "max_tokens"),
  answer("gemini_2_5_pro", "filtered", null, "SAFETY"),
];

function answer(
  model: string,
  outcome: Response["outcome"],
  text: string | null,
  detail: string | null,
): Response {
  return { query: "s1/neutral", model, sample: 0, outcome, text, detail, key: null };
}

/** Where they stand; the withheld one stands nowhere. */
export const positions = [
  { query: "s1/neutral", pair: "p1", model: "gpt_4_1", value1: 6, value2: 2 },
  { query: "s1/neutral", pair: "p1", model: "grok_4", value1: 0, value2: 4 },
  { query: "s1/neutral", pair: "p1", model: "claude_opus_4", value1: 4.5, value2: 3 },
  { query: "s1/neutral", pair: "p1", model: "gemini_2_5_pro", value1: null, value2: null },
];

const spectrum = (name: string) =>
  Object.fromEntries(STRATEGIES.map((s) => [s, `${s} of ${name}`])) as Spectrum;

/** The scenario's rubric. */
export const rubric: Rubric = {
  scenario: "s1",
  judge: "o3",
  value1: spectrum("Candour"),
  value2: spectrum("Kindness"),
};

/** A study of this scenario alone. */
export function smallStudy(): ShowableStudy {
  const model = (key: string) => ({ key, provider: "openai", model: key });
  const config = parseStudyConfig({
    name: "Small",
    seed: 1,
    simulated: true,
    taxonomy: "values.csv",
    pairs: 1,
    generators: [model("o3")],
    panel: responses.map((response) => model(response.model)),
    rubricJudge: model("o3"),
    positionJudges: [model("o3")],
    embedder: { model: model("embedder"), dimensions: 8 },
  }, "study.json");
  return {
    config,
    scenarios: [structuredClone(scenario)],
    queries: scenario.queries,
    responses: structuredClone(responses),
    positions: positions.map(({ value1 }) => ({
      outcome: value1 === null ? "filtered" as const : "answered" as const,
    })),
    high: [],
  };
}
