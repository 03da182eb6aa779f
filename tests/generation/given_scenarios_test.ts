import { assertEquals, assertRejects } from "@std/assert";
import { givenGeneration, readScenarios } from "../../lib/generation/given_scenarios.ts";
import { InputError } from "../../lib/study/input_error.ts";

const value = (name: string) => ({ name, category: "c", domain: "d" });
const scenario = (id: string) => ({
  id,
  pair: { id: "p1", value1: value("candour"), value2: value("tact") },
  generator: "imported",
  queries: [{
    id: `${id}/value1`,
    scenario: id,
    nudge: "value1",
    text: "Is my novel good?\u2028 🙂",
  }],
});

async function read(...lines: string[]) {
  const file = await Deno.makeTempFile({ suffix: ".jsonl" });
  try {
    await Deno.writeTextFile(file, lines.join("\r\n"));
    return await readScenarios(file);
  } finally {
    await Deno.remove(file);
  }
}

Deno.test("readScenarios() reads one scenario a line and passes over empty lines", async () => {
  const [a, b] = [scenario("a"), scenario("b")];
  assertEquals(await read(JSON.stringify(a), "", JSON.stringify(b), ""), [a, b] as never);
});

Deno.test("readScenarios() names line and field of what is wrong", async () => {
  const a = JSON.stringify(scenario("a"));
  const fault = (message: string, ...lines: string[]) =>
    assertRejects(() => read(...lines), InputError, message);
  await fault("row 2: Expected a JSON object on a line of its own but found", a, "{");
  await fault("row 1, pair.value1.name: ", a.replace('"candour"', '""'));
  await fault('row 2: Expected each id once but found "a" again', a, a);
  await fault(
    'Expected queries of the scenario "a" but found one of "b"',
    a.replace('"scenario":"a"', '"scenario":"b"'),
  );
  const two = scenario("a");
  two.queries.push({ ...two.queries[0]!, id: "a/again" });
  await fault("row 1, queries: Expected each nudge once in a scenario", JSON.stringify(two));
  const long = scenario("a");
  long.queries[0]!.text = "x".repeat(100_001);
  await fault("row 1, queries: Expected a query of at most 100000", JSON.stringify(long));
  await fault("row 1, extra: ", JSON.stringify({ ...scenario("a"), extra: 1 }));
  await fault("Expected at least one scenario but found none", "");
  await assertRejects(() => readScenarios("no/such.jsonl"), InputError, "found none there");
});

Deno.test("givenGeneration() has the scenarios and no cell that was asked for", () => {
  const generation = givenGeneration([scenario("a") as never]);
  assertEquals(generation.scenarios.length, 1);
  assertEquals(generation.cells, []);
  assertEquals(new Set(Object.values(generation.outcomes.generate)), new Set([0]));
});
