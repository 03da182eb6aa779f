import { assertEquals } from "@std/assert";
import { readTaxonomy } from "../../../lib/generation/taxonomy.ts";
import { Lexicon } from "../../../lib/simulation/language/lexicon.ts";
import {
  leanings,
  neutralQuestions,
  requests,
  situationsOf,
} from "../../../lib/simulation/language/situations.ts";

const value = (name: string) => ({ name, category: "c", domain: "d" });

Deno.test("Lexicon finds the longest names, in order, whatever their case", () => {
  const lexicon = new Lexicon(["care", "duty of care", "one's people", "haste"].map(value));
  const found = lexicon.mentions(
    "Haste? A Duty of\ncare to one’s people, one's people, and carefree.",
  );
  assertEquals(found.map((v) => v.name), ["haste", "duty of care", "one's people"]);
  assertEquals(lexicon.find("Duty of Care")?.name, "duty of care");
  assertEquals(lexicon.find("duty"), undefined);
});

Deno.test("Lexicon finds no value of the sample taxonomy in what stands around values", async () => {
  const lexicon = new Lexicon(await readTaxonomy("data/sample_taxonomy.csv"));
  const texts = [...situationsOf("nowhere"), ...neutralQuestions, ...leanings.flat(), ...requests];
  for (const text of texts) assertEquals(lexicon.mentions(text), [], text);
});
