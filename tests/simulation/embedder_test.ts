import { assert, assertAlmostEquals, assertEquals } from "@std/assert";
import { readTaxonomy } from "../../lib/generation/taxonomy.ts";
import { SimulatedEmbedder } from "../../lib/simulation/embedder.ts";
import { Lexicon } from "../../lib/simulation/language/lexicon.ts";

const values = await readTaxonomy("data/sample_taxonomy.csv");
const embedder = new SimulatedEmbedder(new Lexicon(values), values);

Deno.test("SimulatedEmbedder gives rows of unit length, the same for the same text", () => {
  const row = embedder.embed("A letter about saving time.", 64);
  assertAlmostEquals(Math.hypot(...row), 1, 1e-9);
  assertEquals(embedder.embed("A letter about saving time.", 64), row);
  assertEquals(embedder.embed("", 4), [0, 0, 0, 0]);
});

Deno.test("SimulatedEmbedder puts every value nearest to its own category's name", () => {
  const dot = (a: number[], b: number[]) => a.reduce((sum, x, i) => sum + x * b[i]!, 0);
  const categories = [...new Set(values.map((value) => value.category))]
    .map((name) => ({ name, row: embedder.embed(name, 256) }));
  for (const { name, category } of values) {
    const row = embedder.embed(name, 256);
    const nearest = categories.reduce((a, b) => dot(row, b.row) > dot(row, a.row) ? b : a);
    assert(nearest.name === category, name);
  }
});
