import { assert, assertEquals, assertThrows } from "@std/assert";
import fc from "fast-check";
import { readResponses, ResponseRows } from "../../lib/scoring/response_rows.ts";
import { OUTCOMES } from "../../lib/study/outcome.ts";
import { fakeEngine } from "../generation/fake_engine.ts";
import { recalling, response } from "./fixtures.ts";

const cells = fc.array(
  fc.record({
    query: fc.constantFrom("s1/neutral", "s2/value1", "s3/neutral"),
    model: fc.constantFrom("o3", "gpt_4o"),
    sample: fc.nat({ max: 3 }),
    outcome: fc.constantFrom(...OUTCOMES),
    detail: fc.option(fc.string()),
    key: fc.option(fc.constantFrom("0a".repeat(32), "ff".repeat(32))),
  }, { noNullPrototype: true }),
  { maxLength: 20 },
);

Deno.test("ResponseRows gives back what was put into its columns", () => {
  fc.assert(fc.property(cells, (list) => {
    const rows = ResponseRows.from(list);
    assertEquals([...rows], list);
    assertEquals(ResponseRows.from(rows), rows);
    assertEquals(
      [...rows.where((query, model) => query !== "s1/neutral" && model === "o3")],
      list.filter(({ query, model }) => query !== "s1/neutral" && model === "o3"),
    );
  }));
});

Deno.test("ResponseRows of the same responses are equal, whatever the order in which they ended", () => {
  const list = ["a", "b", "c"].map((model) => response(model, { detail: `of ${model}` }));
  const [forward, backward] = [new ResponseRows(3), new ResponseRows(3)];
  for (const rows of [forward, backward]) list.forEach((r, i) => rows.ask(i, r.query, r.model, 0));
  list.forEach((r, i) => forward.end(i, r));
  list.toReversed().forEach((r, i) => backward.end(2 - i, r));
  assertEquals(forward, backward);
});

Deno.test("readResponses() reads texts of what has one, truncated ones too, in order", async () => {
  const list = [
    response("a"),
    response("b", { outcome: "truncated", text: "I would" }),
    response("c", { outcome: "filtered", text: null }),
    response("d", { outcome: "failed", text: null }),
    response("e", { outcome: "not_run", text: null }),
  ];
  const engine = recalling(fakeEngine(() => ""), list);
  const rows = ResponseRows.from(list.map(({ text: _, ...cell }) => cell));
  const read = await readResponses(engine, rows);
  assertEquals(read, list);
  assert(rows.every((row) => !("text" in row)));
});

Deno.test("readResponses() tells of a response that the journal has lost, and of none that never had a text", async () => {
  const there = response("a");
  const lost = response("b");
  const filtered = response("c", { outcome: "filtered", text: null });
  const recall = () => Promise.resolve(new Map([[there.key!, there.text], [filtered.key!, null]]));
  assertEquals(await readResponses({ recall }, [there, lost, filtered]), [
    there,
    { ...lost, outcome: "not_run", text: null, detail: "not in the journal" },
    filtered,
  ]);
});

Deno.test("ResponseRows refuses a sample that its column cannot hold, rather than keep another", () => {
  const rows = new ResponseRows(1);
  for (const sample of [-1, 65_536, 0.5, NaN]) {
    assertThrows(() => rows.ask(0, "q", "o3", sample), RangeError, `but found ${sample}`);
  }
  rows.ask(0, "q", "o3", 65_535);
  assertEquals(rows.sample(0), 65_535);
});
