import { assertEquals } from "@std/assert";
import { capitalised, sentencesOf } from "../../../lib/simulation/language/sentences.ts";

Deno.test("sentencesOf() splits prose, lists and headings, marks dropped", () => {
  assertEquals(
    sentencesOf("**What I would weigh**\n* Wait. Why “so?” Well!\n\n1. Go on.\n---\n"),
    ["What I would weigh", "Wait.", "Why “so?”", "Well!", "Go on."],
  );
  assertEquals(sentencesOf(""), []);
});

Deno.test("capitalised() leaves an empty text empty", () => {
  assertEquals([capitalised("tact"), capitalised("")], ["Tact", ""]);
});
