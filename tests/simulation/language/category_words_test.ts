import { assert, assertEquals } from "@std/assert";
import notes from "../../../data/sample_spec.notes.json" with { type: "json" };
import { aboutness, knownCategories } from "../../../lib/simulation/language/category_words.ts";
import { readClauses } from "../../../lib/simulation/spec_reader.ts";

Deno.test("aboutness() counts a category's words, and its own name more", () => {
  assertEquals(aboutness("The sea is calm.", "Business effectiveness"), 0);
  assertEquals(aboutness("Prices and profits", "Business effectiveness"), 2);
  assertEquals(aboutness("Spiritual fulfillment and meaning", "Pleasure and enjoyment"), 0);
  assertEquals(aboutness("An Unknown Category, twice", "Unknown category"), 3);
  assertEquals(knownCategories.length, 26);
});

Deno.test("aboutness() tells what most clauses of the sample spec speak for", async () => {
  const clauses = readClauses(await Deno.readTextFile("data/sample_spec.md"));
  const speaksFor: Record<string, string[]> = notes.speaks_for;
  const told = clauses.filter(({ id }) => id in speaksFor);
  const right = told.filter(({ id, main }) => main !== null && speaksFor[id]!.includes(main));
  assertEquals(told.length, 27);
  assert(right.length >= 25, `${right.length}`);
});
