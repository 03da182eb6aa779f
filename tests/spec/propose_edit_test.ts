import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { parseSpec } from "../../lib/spec/parse.ts";
import type { Finding } from "../../lib/spec/finding.ts";
import { proposeEdit } from "../../lib/spec/propose_edit.ts";
import type { Scenario } from "../../lib/study/scenario.ts";
import { fakeEngine } from "../generation/fake_engine.ts";

const spec = parseSpec(
  "# Truth {#truth authority=user}\n\nSay all.\n\n# Care {#care authority=user}\n\nHurt no one.\n",
);

const scenarios: Scenario[] = ["s1", "s2"].map((id) => ({
  id,
  pair: {
    id: `p${id}`,
    value1: { name: "candour", category: "a", domain: "d" },
    value2: { name: "tact", category: "b", domain: "d" },
  },
  generator: "g",
  queries: [{ id: `${id}/neutral`, scenario: id, nudge: "neutral", text: `Is ${id} good?` }],
}));

const evidence = (query: string) => ({
  query,
  pair: "p",
  disagreement: 2,
  words: [..."abcdefghij"].map((judge, i) => ({
    model: "o3",
    sample: 0,
    judge,
    decision: i < 5 ? "compliant" as const : "non-compliant" as const,
    clauses: [{ id: "truth", quote: `words of ${query}` }],
    reasoning: "It says all.",
    value1: 5,
    value2: 1,
  })),
});

const finding: Finding = {
  kind: "contradiction",
  clauses: ["truth", "care"],
  topic: null,
  score: { estimate: 0.75, standardError: 0.1, low: 0.5, high: 0.9, n: 40, clusters: 12 },
  baseline: 0.1,
  ...{ p: 0.0001, pAdjusted: 0.003, standsOut: true },
  queries: ["s1/neutral", "s2/neutral"],
  evidence: [evidence("s1/neutral"), evidence("s2/neutral"), evidence("s3/neutral")],
};

const model = { key: "editor", provider: "openai", model: "e" };
const good = {
  rationale: "Truth goes first.",
  edits: [{ kind: "amend", clause: "care", text: "Hurt no one, but say all." }],
};

Deno.test("proposeEdit() gives edits that can be applied, and says what the model saw", async () => {
  const engine = fakeEngine(() => JSON.stringify(good));
  const proposal = await proposeEdit(engine, { spec, finding, model, scenarios });
  assertEquals(proposal.outcome, "answered");
  assertEquals(proposal.edits, good.edits as never);
  assertEquals(proposal.rationale, good.rationale);
  assertEquals(proposal.seen, ["s1/neutral", "s2/neutral"]);
  const [ask] = engine.asks;
  assertEquals([ask!.stage, ask!.prompt], ["repair", "propose_edit@1"]);
  const text = ask!.messages.map((message) => message.content).join("\n");
  for (const part of ["Hurt no one.", "shows in 30 of 40 cases", "Is s1 good?", "Is s2 good?"]) {
    assertStringIncludes(text, part);
  }
});

Deno.test("proposeEdit() never shows what is held out", async () => {
  const engine = fakeEngine(() => JSON.stringify(good));
  const options = { spec, finding, model, scenarios, heldOut: ["s1/neutral"] };
  const { seen } = await proposeEdit(engine, options);
  assertEquals(seen, ["s2/neutral"]);
  const text = JSON.stringify(engine.asks[0]!.messages);
  assert(!text.includes("Is s1 good?") && !text.includes("words of s1/neutral"));
});

Deno.test("proposeEdit() shows some words of every decision where judges are many", async () => {
  const engine = fakeEngine(() => JSON.stringify(good));
  await proposeEdit(engine, { spec, finding, model, scenarios, heldOut: ["s2/neutral"] });
  const text = engine.asks[0]!.messages[1]!.content;
  assertEquals(text.match(/Judge's word \d+: compliant/g)!.length, 5);
  assertEquals(text.match(/Judge's word \d+: non-compliant/g)!.length, 3);
});

Deno.test("proposeEdit() asks again, with the fault, where an edit cannot be applied", async () => {
  const bad = { ...good, edits: [{ kind: "remove", clause: "tact" }] };
  const engine = fakeEngine((ask) => JSON.stringify(ask.messages.length > 2 ? good : bad));
  const { outcome, edits } = await proposeEdit(engine, { spec, finding, model, scenarios });
  assertEquals([outcome, edits.length], ["answered", 1]);
  assertEquals(engine.asks.length, 2);
  assertStringIncludes(
    engine.asks[1]!.messages.at(-1)!.content,
    "Expected the id of a clause of the spec but it has none such",
  );
});

Deno.test("proposeEdit() ends unparseable after two answers that cannot be used, and keeps other outcomes", async () => {
  const heading = { ...good, edits: [{ kind: "amend", clause: "care", text: "# New\n\nx" }] };
  const stubborn = await proposeEdit(fakeEngine(() => JSON.stringify(heading)), {
    spec,
    finding,
    model,
    scenarios,
  });
  assertEquals([stubborn.outcome, stubborn.edits], ["unparseable", []]);
  assertStringIncludes(stubborn.detail!, "Expected text that stays within its clause");

  const engine = fakeEngine(() => ({ outcome: "not_run", detail: "stopped" }));
  const stopped = await proposeEdit(engine, { spec, finding, model, scenarios });
  assertEquals([stopped.outcome, stopped.detail], ["not_run", "stopped"]);
});
