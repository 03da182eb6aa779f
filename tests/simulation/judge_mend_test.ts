import { assert, assertEquals } from "@std/assert";
import { extractJson } from "../../lib/generation/extract_json.ts";
import { readTaxonomy } from "../../lib/generation/taxonomy.ts";
import { judgeAnswer } from "../../lib/simulation/judge_model.ts";
import { Lexicon } from "../../lib/simulation/language/lexicon.ts";
import { decidedBy } from "../../lib/simulation/spec_reader.ts";
import { applyEdits } from "../../lib/spec/edit.ts";
import { proposeEditPrompt } from "../../lib/spec/prompts/propose_edit.ts";
import { readSpec } from "../../lib/spec/read.ts";
import { sampleNotesSchema } from "../../lib/spec/sample_notes.ts";
import notes from "../../data/sample_spec.notes.json" with { type: "json" };

Deno.test("a simulated editor mends planted gaps from the prompt alone, so that a reader knows what comes first", async () => {
  const spec = await readSpec("data/sample_spec.md");
  const values = await readTaxonomy("data/sample_taxonomy.csv");
  const lexicon = new Lexicon(values);
  const kinds = new Set<string>();
  for (const { kind, clauses, categories } of sampleNotesSchema.parse(notes).gaps) {
    const [a, b] = categories.map((name) => values.find(({ category }) => category === name));
    if (!a || !b) continue;
    const messages = proposeEditPrompt.render({
      spec: spec.source,
      clauses: spec.clauses,
      kind,
      at: clauses,
      topic: kind === "silence" ? categories.toSorted().join(" × ") : null,
      hits: 3,
      total: 4,
      cases: [{ query: `Is ${a.name} worth more than ${b.name}?`, words: [] }],
    });
    const { content } = judgeAnswer(1, "simulated-judge-claude", lexicon, messages);
    const { edits } = extractJson(content).at(-1) as { edits: Parameters<typeof applyEdits>[1] };
    const after = applyEdits(spec, edits);
    assertEquals(decidedBy(spec.source, ...categories), null);
    assert(categories.includes(decidedBy(after.spec.source, ...categories)!), kind);
    assert(kind === "silence" || after.touched.every((id) => clauses.includes(id)));
    kinds.add(kind);
  }
  assertEquals([...kinds].toSorted(), ["ambiguity", "contradiction", "silence"]);
});
