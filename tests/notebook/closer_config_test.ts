import { assert, assertEquals, assertRejects } from "@std/assert";
import { join } from "node:path";
import { readTaxonomy } from "../../lib/generation/taxonomy.ts";
import { closerConfig } from "../../lib/notebook/closer_config.ts";
import { simulatedConfig } from "../../lib/pipeline/simulated_config.ts";
import type { Finding } from "../../lib/spec/finding.ts";
import type { Scenario } from "../../lib/study/scenario.ts";

const value = (name: string, category: string) => ({ name, category, domain: 'A "domain"' });
const values = [
  value("candour", "Truth"),
  value("proof, in full", "Truth"),
  value("mercy", "Care"),
  value("thrift", "Money"),
];

function scenario(id: string, first: number, second: number): Scenario {
  const pair = { id: `p${id}`, value1: values[first]!, value2: values[second]! };
  const query = (n: number) => ({
    id: `${id}/${n}`,
    scenario: id,
    nudge: "neutral" as const,
    text: "?",
  });
  return { id, pair, generator: "o3", queries: [query(1), query(2)] };
}

const scenarios = [scenario("a", 2, 0), scenario("b", 1, 2), scenario("c", 0, 3)];
const finding = (...queries: string[]) => ({ queries }) as unknown as Finding;

Deno.test("closerConfig() draws all pairs of the two categories that collide most, and moves paths along", async () => {
  const root = await Deno.makeTempDir();
  const config = simulatedConfig(join(root, "first"), { pairs: 9 });
  const run = { config, values, scenarios };
  const gap = finding("a/1", "b/2", "c/1");
  const input = { run, folder: join(root, "first"), finding: gap };
  const closer = await closerConfig(input, join(root, "deep", "second"));
  assertEquals(closer.pairs, 3);
  assert(closer.name.endsWith(": Care against Truth"), closer.name);
  const read = await readTaxonomy(join(root, "deep", "second", closer.taxonomy));
  assertEquals(read.map(({ name }) => name).sort(), ["candour", "mercy", "proof, in full"]);
  assertEquals(read[0]!.domain, 'A "domain"');
  assertEquals(
    join(root, "deep", "second", closer.spec!),
    join(root, "first", config.spec!),
  );
  assertEquals(closer.panel, config.panel);
  assertEquals((await closerConfig(input, join(root, "third"), 2)).pairs, 2);
  await Deno.remove(root, { recursive: true });
});

Deno.test("closerConfig() refuses a gap of another study, and scenarios that were given", async () => {
  const config = simulatedConfig("x");
  const run = { config, values, scenarios };
  await assertRejects(
    () => closerConfig({ run, folder: "x", finding: finding("z/1") }, "y"),
    RangeError,
    "none of them",
  );
  const given = { ...run, config: { ...config, scenarios: "mine.jsonl" } };
  await assertRejects(
    () => closerConfig({ run: given, folder: "x", finding: finding("a/1") }, "y"),
    RangeError,
    "generates its scenarios",
  );
});
