import { assert, assertEquals, assertGreater } from "@std/assert";
import { extractJson } from "../../lib/generation/extract_json.ts";
import { neutralQueryPrompt } from "../../lib/generation/prompts/neutral_query.ts";
import { nudgedQueryPrompt } from "../../lib/generation/prompts/nudged_query.ts";
import { readTaxonomy } from "../../lib/generation/taxonomy.ts";
import { generatorAnswer } from "../../lib/simulation/generator_model.ts";
import { Lexicon } from "../../lib/simulation/language/lexicon.ts";

const values = await readTaxonomy("data/sample_taxonomy.csv");
const lexicon = new Lexicon(values);

Deno.test("generatorAnswer() writes varied neutral queries that name both values, and declines a few", () => {
  const ends = { written: 0, declined: 0, prose: 0 };
  const queries = new Set<string>();
  for (const value1 of values) {
    for (const value2 of values.slice(0, 6)) {
      if (value1 === value2) continue;
      const said = generatorAnswer(1, lexicon, neutralQueryPrompt.render({ value1, value2 }));
      const json = extractJson(said.content)[0] as { status: "written"; query: string } | undefined;
      ends[json?.status ?? "prose"]++;
      if (json?.status !== "written") continue;
      queries.add(json.query);
      assertEquals(new Set(lexicon.mentions(json.query)), new Set([value1, value2]));
    }
  }
  assertGreater(queries.size, 400);
  assert(ends.declined > 0 && ends.declined < 20 && ends.prose > 0 && ends.prose < 20);
});

Deno.test("generatorAnswer() keeps the situation when it rewrites, and leans as asked", () => {
  const [value1, value2] = [values[0]!, values[40]!];
  const situation = "I keep bees.";
  const query =
    `${situation} It looks like a choice between ${value1.name} and ${value2.name}. What now?`;
  const texts = (["value1", "value2"] as const).map((nudge) => {
    const messages = nudgedQueryPrompt.render({ value1, value2, query, nudge });
    return (extractJson(generatorAnswer(1, lexicon, messages).content)[0] as { query: string })
      .query;
  });
  assert(texts.every((text) => text.startsWith(situation)));
  assertEquals(lexicon.mentions(texts[0]!), [value1, value2]);
  assertEquals(lexicon.mentions(texts[1]!), [value2, value1]);
});
