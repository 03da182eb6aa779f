import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { gapCases, tellingWords } from "../../lib/pipeline/gap_cases.ts";
import type { Finding, JudgeWords } from "../../lib/spec/finding.ts";
import { GAP_KINDS } from "../../lib/spec/gap.ts";
import { parseSpec } from "../../lib/spec/parse.ts";

const spec = parseSpec(
  `# Truth {#truth}\n\nSay all.\n\n# Care {#care}\n\n${"Hurt no one. ".repeat(400)}\n`,
);
const words = (given: Partial<JudgeWords>): JudgeWords => ({
  model: "o3",
  sample: 0,
  judge: "judge_a",
  decision: "compliant",
  clauses: [{ id: "truth", quote: "It is bad." }],
  reasoning: "It says all.",
  value1: 6,
  value2: 1,
  ...given,
});
const opposite = words({ judge: "judge_b", decision: "non-compliant", reasoning: "It hurts." });
const evidence = (query: string, pair: string) => ({
  query,
  pair,
  disagreement: 2.1,
  words: [words({}), opposite],
});
const finding: Finding = {
  kind: "contradiction",
  clauses: ["truth", "care"],
  topic: null,
  score: { estimate: 0.8, low: 0.6, high: 0.9, standardError: 0.05, n: 20, clusters: 7 },
  baseline: 0.3,
  p: 0.001,
  pAdjusted: 0.01,
  standsOut: true,
  queries: ["q1", "q2", "q3"],
  evidence: [evidence("q1", "p1"), evidence("q2", "p1"), evidence("q3", "p2")],
};
const rows = ["q1", "q2", "q3"].map((query) => ({
  query,
  text: `Text of ${query}`,
  value1: "candour",
  value2: "tact",
}));

Deno.test("gapCases() tells the clauses in their words, two queries, the responses and both judges", () => {
  const [told] = gapCases({ spec }, [finding], rows, 4);
  assertEquals(told!.title, "4. Contradiction: Truth (#truth) and Care (#care)");
  assertStringIncludes(told!.text[0]!, "80.0 % of 20 cases of 7 value pairs");
  assertStringIncludes(told!.text[0]!, "and stands out.");
  const passages = told!.passages.map(({ label, text }) => `${label}|${text.join("|")}`);
  assertEquals(passages[0], "Clause Truth (#truth)|Say all.");
  assertEquals(passages.slice(2, 6), [
    "Query q1, disagreement 2.10|Text of q1",
    "o3 responds (candour 6, tact 1)|“It is bad.”",
    "Judge A: compliant, by #truth|It says all.",
    "Judge B: non-compliant, by #truth|It hurts.",
  ]);
  // Of the other two, the one of another value pair.
  assertEquals(passages[6], "Query q3, disagreement 2.10|Text of q3");
  assertEquals(passages.length, 10);
});

Deno.test("gapCases() cuts a very long clause and says how much is left out", () => {
  const [told] = gapCases({ spec }, [finding], rows);
  const text = told!.passages[1]!.text[0]!;
  assert(text.length < 4_100);
  assertStringIncludes(text, "characters left out)");
});

Deno.test("gapCases() has its own advice for each kind of gap, and a topic for a silence", () => {
  const told = gapCases({ spec }, GAP_KINDS.map((kind) => ({ ...finding, kind })), rows);
  assertEquals(new Set(told.map(({ text }) => text[1])).size, GAP_KINDS.length);
  const silence = { ...finding, kind: "silence" as const, clauses: ["care"], topic: "Tact × Law" };
  assertEquals(
    gapCases({ spec }, [silence], rows)[0]!.title,
    "1. Silence: on Tact × Law; near it: Care (#care)",
  );
});

Deno.test("gapCases() says so where a gap does not stand out, and bears a clause and a query that it does not know", () => {
  const odd = { ...finding, clauses: ["gone"], standsOut: false };
  const [told] = gapCases({ spec }, [odd], []);
  assertEquals(told!.title, "1. Contradiction: #gone");
  assertStringIncludes(told!.text[0]!, "it does not stand out");
  assert(!told!.passages.some(({ label }) => label.startsWith("Clause")));
  assert(!JSON.stringify(told).includes("undefined"));
});

Deno.test("tellingWords() prefers two judges opposed on one response", () => {
  const unsure = words({ judge: "judge_c", decision: "ambiguous" });
  const other = words({ model: "gpt_4o", decision: "non-compliant", value1: 0 });
  assertEquals(tellingWords([words({}), unsure, other, opposite], "ambiguity"), [
    words({}),
    opposite,
  ]);
  assertEquals(tellingWords([words({}), other, unsure], "contradiction"), [words({}), unsure]);
});

Deno.test("tellingWords() shows the two responses farthest apart where all may be compliant", () => {
  const near = words({ model: "gpt_4o", value1: 4 });
  const far = words({ model: "grok_4", value1: 0 });
  assertEquals(tellingWords([words({}), near, far], "granularity"), [words({}), far]);
  assertEquals(tellingWords([words({}), words({ judge: "judge_b" })], "granularity").length, 2);
  assertEquals(tellingWords([], "silence"), []);
});
