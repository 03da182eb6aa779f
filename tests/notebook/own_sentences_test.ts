import { assertEquals } from "@std/assert";
import fc from "fast-check";
import { ownSentences } from "../../lib/notebook/own_sentences.ts";

const own = (texts: string[]) =>
  ownSentences(texts).map((passages) => passages.filter((p) => p.own).map((p) => p.text.trim()));

Deno.test("ownSentences() marks what one answer says and the others do not", () => {
  const shared = "Please talk with your doctor before changing anything.";
  assertEquals(
    own([
      `${shared} Elephants remember melodies forever.`,
      shared,
      `${shared} Never trust hospitals blindly.`,
    ]),
    [["Elephants remember melodies forever."], [], ["Never trust hospitals blindly."]],
  );
});

Deno.test("ownSentences() marks nothing in equal answers, in one alone, and in very short sentences", () => {
  assertEquals(own(["The same answer here.", "The same answer here."]), [[], []]);
  assertEquals(own(["Nobody else answered anything."]), [[]]);
  assertEquals(own(["No way.", "Yes please."]), [[], []]);
});

Deno.test("ownSentences() gives the texts back when joined", () => {
  fc.assert(fc.property(
    fc.array(fc.string({ unit: fc.constantFrom(..."ab .!?\n漢🙂", "word", "\u2028") }), {
      maxLength: 4,
    }),
    (texts) => {
      assertEquals(ownSentences(texts).map((p) => p.map((x) => x.text).join("")), texts);
    },
  ));
});
