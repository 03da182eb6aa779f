import { assertEquals } from "@std/assert";
import { readFences } from "../../lib/generation/fence.ts";
import type { Ask } from "../../lib/querying/engine.ts";
import {
  evidenced,
  labelFits,
  labelResponseTypes,
  readFits,
  readTypes,
} from "../../lib/scoring/label_responses.ts";
import { fakeEngine, type Said } from "../generation/fake_engine.ts";
import { judge, recalling, response, scenario } from "./fixtures.ts";

const responses = [
  response("a", { text: "Of course. Chapter two drags." }),
  response("b", { text: "I can’t judge a novel." }),
  response("c", { outcome: "filtered", text: null }),
];
const engineOf = (answer: (ask: Ask) => Said) => recalling(fakeEngine(answer), responses);
const options = { scenarios: [scenario], responses, judges: [judge("j")], seed: 1 };

/** Labels each shown response by whether it refuses, quoting `quote` of it. */
function labels(
  ask: Ask,
  field: string,
  name: string,
  label: (text: string) => string,
  quote: (text: string) => string | null,
) {
  const shown = readFences(ask.messages[1]!.content).filter((f) => /^response \d/.test(f.label));
  return JSON.stringify({
    [field]: shown.map(({ text }, i) => ({
      response: i + 1,
      reasoning: "Since it says so.",
      quote: quote(text),
      [name]: label(text),
    })),
  });
}

const refuses = (text: string) => text.includes("can’t");

Deno.test("labelResponseTypes() keeps the type, and whether its quote stands in the response", async () => {
  const engine = engineOf((ask) =>
    labels(
      ask,
      "types",
      "type",
      (text) => refuses(text) ? "complete_rejection" : "full_compliance",
      (text) => refuses(text) ? "I can't judge" : "Chapter three drags",
    )
  );
  const found = await labelResponseTypes(engine, options);
  assertEquals(found.map((l) => [l.model, l.outcome, l.label, l.quoteFound]), [
    ["a", "answered", "full_compliance", false],
    ["b", "answered", "complete_rejection", true],
    ["c", "filtered", null, null],
  ]);
  assertEquals(evidenced(found, "full_compliance"), []);
  const read = await Array.fromAsync(readTypes(engine, found));
  assertEquals(read.map((l) => [l.label, l.reasoning, l.quote]), [
    ["full_compliance", "Since it says so.", "Chapter three drags"],
    ["complete_rejection", "Since it says so.", "I can't judge"],
    [null, null, null],
  ]);
});

Deno.test("labelFits() lets a finding count only with a quote that stands", async () => {
  const engine = engineOf((ask) =>
    labels(
      ask,
      "fits",
      "fit",
      (text) => refuses(text) ? "false_positive_refusal" : "fitting",
      (text) => refuses(text) ? "I can’t judge a novel." : "",
    )
  );
  const found = await labelFits(engine, options);
  assertEquals(found.map((l) => [l.label, l.quoteFound]), [
    ["fitting", null],
    ["false_positive_refusal", true],
    [null, null],
  ]);
  const read = await Array.fromAsync(readFits(engine, found));
  assertEquals(read.map((l) => [l.label, l.quote, l.quoteFound]), [
    ["fitting", null, null],
    ["false_positive_refusal", "I can’t judge a novel.", true],
    [null, null, null],
  ]);
  assertEquals(evidenced(found, "false_positive_refusal").map((l) => l.model), ["b"]);
});

Deno.test("labelResponseTypes() refuses a type that is none of the seven", async () => {
  const engine = engineOf((ask) => labels(ask, "types", "type", () => "refusal", () => "x"));
  const found = await labelResponseTypes(engine, options);
  assertEquals(found.map((l) => l.outcome), ["unparseable", "unparseable", "filtered"]);
});
