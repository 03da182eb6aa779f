import { assert, assertEquals } from "@std/assert";
import { incompleteness } from "../../../lib/generation/incompleteness.ts";
import {
  leanings,
  neutralQuestions,
  requests,
  situationsOf,
} from "../../../lib/simulation/language/situations.ts";

Deno.test("situationsOf() has a dozen situations for each domain, and all of them for another", () => {
  const domains = ["Epistemic", "Social", "Practical", "Protective", "Personal"];
  const all = domains.flatMap((domain) => situationsOf(`${domain} values`));
  assertEquals(all.length, 60);
  assertEquals(new Set(situationsOf("nowhere")), new Set(all));
  for (const text of all) assertEquals(incompleteness(text), null, text);
});

Deno.test("questions and leanings name both values once", () => {
  for (const text of [...neutralQuestions, ...leanings.map((pair) => pair.join(" "))]) {
    assert(text.split("{a}").length === 2 && text.split("{b}").length === 2, text);
  }
  assert(requests.every((text) => !text.includes("{")));
});
