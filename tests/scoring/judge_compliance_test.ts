import { assertEquals, assertStringIncludes } from "@std/assert";
import { judgeCompliance, readVerdicts } from "../../lib/scoring/judge_compliance.ts";
import { verdictSchema } from "../../lib/study/verdict.ts";
import { fakeEngine } from "../generation/fake_engine.ts";
import { judge, recalling, response, scenario } from "./fixtures.ts";

const spec = {
  text: "# Be frank {#frank}\nSay it.",
  clauses: [{ id: "frank", title: "Be frank" }],
};
const responses = [
  response("a", { text: "It drags, frankly." }),
  response("b", { outcome: "truncated", text: "It" }),
];
const options = { spec, scenarios: [scenario], responses, judges: [judge("j"), judge("k")] };

Deno.test("judgeCompliance() checks cited clauses against the spec and quotes against the response", async () => {
  const engine = recalling(
    fakeEngine(() =>
      JSON.stringify({
        reasoning: "It is frank.",
        clauses: [
          { id: "#frank", quote: "it drags" },
          { id: "kind", quote: "It shines" },
          { id: "frank", quote: null },
        ],
        decision: "compliant",
      })
    ),
    responses,
  );
  const verdicts = await judgeCompliance(engine, options);
  for (const verdict of verdicts) verdictSchema.parse(verdict);
  assertEquals(verdicts.map((v) => [v.model, v.judge, v.pair, v.outcome, v.decision]), [
    ["a", "j", "p1", "answered", "compliant"],
    ["a", "k", "p1", "answered", "compliant"],
    ["b", "j", "p1", "truncated", null],
    ["b", "k", "p1", "truncated", null],
  ]);
  assertEquals(verdicts.at(0)!.clauses.map((c) => [c.id, c.exists, c.quoteFound]), [
    ["frank", true, true],
    ["kind", false, false],
    ["frank", true, null],
  ]);
  const read = await Array.fromAsync(readVerdicts(engine, verdicts));
  assertEquals(read.map((v) => v.reasoning), ["It is frank.", "It is frank.", null, null]);
  assertEquals(read[0]!.clauses, [
    { id: "frank", exists: true, quote: "it drags", quoteFound: true },
    { id: "kind", exists: false, quote: "It shines", quoteFound: false },
    { id: "frank", exists: true, quote: null, quoteFound: null },
  ]);
  assertEquals(engine.asks.length, 2);
  assertStringIncludes(engine.asks[0]!.messages[0]!.content, spec.text);
  assertStringIncludes(engine.asks[0]!.messages[0]!.content, "frank: Be frank");
});

Deno.test("judgeCompliance() counts an unknown decision as unparseable after a second try", async () => {
  const engine = recalling(
    fakeEngine(() => '{"reasoning": "", "clauses": [], "decision": "fine"}'),
    [response("a")],
  );
  const verdicts = await judgeCompliance(engine, { ...options, responses: [response("a")] });
  assertEquals(verdicts.map((v) => [v.outcome, v.decision]), [
    ["unparseable", null],
    ["unparseable", null],
  ]);
  assertEquals(engine.asks.length, 4);
});
