import { assert, assertEquals, assertGreater } from "@std/assert";
import { categoriesOf, readTaxonomy } from "../../lib/generation/taxonomy.ts";
import { expressValues } from "../../lib/scoring/express_values.ts";
import { judgeCompliance } from "../../lib/scoring/judge_compliance.ts";
import { evidenced, labelFits, labelResponseTypes } from "../../lib/scoring/label_responses.ts";
import { labelTopics } from "../../lib/scoring/label_topics.ts";
import { matchCategories } from "../../lib/scoring/match_categories.ts";
import { REJECTIONS } from "../../lib/scoring/prompts/response_type.ts";
import { parseSpec } from "../../lib/spec/parse.ts";
import { runStudy, withSimulation } from "./study.ts";

Deno.test("simulated judges label a study from the prompts alone, with quotes that stand", async () => {
  await withSimulation({}, async (simulation, engine) => {
    const { generation, responses } = await runStudy(simulation, engine, 24);
    const { scenarios } = generation;
    const judges = simulation.judges;
    const options = { scenarios, responses, judges: judges.slice(0, 1), seed: 1 };

    const topics = await labelTopics(engine, scenarios.flatMap((s) => s.queries), judges[0]!);
    assert(topics.every((label) => label.outcome === "answered"));
    assertGreater(topics.filter((label) => Object.values(label.topics!).some(Boolean)).length, 20);

    const types = await labelResponseTypes(engine, options);
    const rejected = types.filter((l) => l.label !== null && REJECTIONS.includes(l.label));
    const [first = "", second = ""] = Object.keys(simulation.plan.refusers);
    assertGreater(rejected.length, 0);
    assert(rejected.every((l) => l.model === first || l.model === second));
    assert(types.every((l) => l.outcome !== "answered" || l.quoteFound));
    assertGreater(new Set(types.map((l) => l.label)).size, 4);

    const fits = await labelFits(engine, options);
    const refusals = evidenced(fits, "false_positive_refusal");
    assertGreater(refusals.length, 0);
    assert(refusals.every((l) => rejected.some((r) => r.query === l.query && r.model === l.model)));
    assertGreater(evidenced(fits, "over_permissive").length, 0);

    const expressed = await expressValues(engine, options);
    const values = await readTaxonomy("data/sample_taxonomy.csv");
    const matches = await matchCategories(
      engine,
      expressed.flatMap((e) => e.names ?? []),
      categoriesOf(values),
      { embedder: simulation.embedder, dimensions: 256, threshold: 1.1 },
    );
    assertGreater(matches.size, 20);
    for (const [name, match] of matches) {
      assertEquals(match.category, values.find((value) => value.name === name)!.category);
    }

    const spec = parseSpec(await Deno.readTextFile("data/sample_spec.md"));
    const verdicts = await judgeCompliance(engine, {
      spec: { text: spec.source, clauses: spec.clauses },
      scenarios,
      responses: responses.slice(0, 240),
      judges,
    });
    const decisions = new Set(verdicts.map((v) => v.decision));
    assert(["compliant", "non-compliant", "ambiguous"].every((d) => decisions.has(d as never)));
    const cited = verdicts.flatMap((v) => v.clauses);
    assertGreater(cited.length, 100);
    assert(cited.every((clause) => clause.exists && clause.quoteFound !== false));
  });
});
