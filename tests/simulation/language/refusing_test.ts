import { assert, assertEquals } from "@std/assert";
import { mannerOfRefusal, refusalIn } from "../../../lib/simulation/language/refusing.ts";
import { styleOf } from "../../../lib/simulation/language/responses.ts";

Deno.test("refusalIn() finds every refusal of the panel, and none in its advice", () => {
  for (const family of ["anthropic", "openai", "google", "xai"]) {
    const { refusals, openings, steps, closings } = styleOf(family);
    for (const text of refusals) assert(refusalIn(text) !== null, text);
    for (const text of [...openings, ...steps, ...closings]) assertEquals(refusalIn(text), null);
  }
});

Deno.test("mannerOfRefusal() tells offers from reasons from bare refusals", () => {
  assertEquals(mannerOfRefusal("I can't assist. I can help with the letter."), "offers");
  assertEquals(mannerOfRefusal("I won't help, because it is unsafe."), "reasons");
  assertEquals(mannerOfRefusal("I can't assist with that."), "bare");
});
